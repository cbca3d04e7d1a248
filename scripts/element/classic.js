// What runs in place of the loader where a page loads it without `type="module"`. xtask/src/site/loader.rs says how both stand in one
// file. Nothing starts: what the host put into the element stays on show.

console.warn(`plan-configurator: ${document.currentScript.src} runs as <script type="module"> only`);

// The class of <plan-configurator>. wasm-bindgen cannot extend HTMLElement, so this small module stands around the
// WebAssembly: it starts the download of both files at once, mounts the app, and takes it down with the element.
//
// The build puts the hashed names of the files in place of these three names, and texts of locales/ in place of FAILED and
// AGAIN below.
const [glueUrl, wasmUrl, styleUrl] = [GLUE, WASM, STYLE].map((name) => new URL(name, import.meta.url));

let started;
let tries = 0;

/** Starts the app's module once for all elements of a page; a failed start can be tried again. */
function start() {
  started ??= load().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function load() {
  const wasm = fetch(wasmUrl);
  // The glue reports a failed download; until it asks, a rejection is nobody's.
  wasm.catch(() => {});
  // A browser may remember that a module failed to load; another address makes it try again.
  if (tries > 0) glueUrl.search = `again=${tries}`;
  tries += 1;
  const glue = await import(glueUrl);
  await glue.default({ module_or_path: wasm });
  return glue;
}

class PlanConfigurator extends HTMLElement {
  #app;

  async connectedCallback() {
    const container = this.#container();
    let glue;
    try {
      glue = await start();
    } catch (error) {
      console.error("plan-configurator:", error);
      this.#fail(container);
      return;
    }
    // It may have been removed, or moved and mounted, while the module was loading.
    if (!this.isConnected || this.#app) return;
    container.replaceChildren();
    this.#app = glue.mount(container, this.getAttribute("endpoint") ?? new URL("api/plan-requests", import.meta.url).href);
  }

  disconnectedCallback() {
    this.#app?.free();
    this.#app = undefined;
  }

  /** The element the app lives in: the one that came with the page, or a new one with the style sheet. */
  #container() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const present = root.querySelector(".root");
    if (present) return present;
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styleUrl.href });
    const container = Object.assign(document.createElement("div"), { className: "root" });
    root.append(style, container);
    return container;
  }

  /** Says that the app could not start, and offers to try again. The words are those of locales/. */
  #fail(container) {
    if (!this.isConnected || container.querySelector("[role=alert]")) return;
    const text = document.createElement("p");
    text.setAttribute("role", "alert");
    text.textContent = `${FAILED} `;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: AGAIN });
    again.addEventListener("click", () => {
      text.remove();
      this.connectedCallback();
    });
    text.append(again);
    const page = container.querySelector(".page") ?? container;
    page.removeAttribute("aria-busy");
    page.querySelector(".loading")?.remove();
    page.append(text);
  }
}

customElements.define("plan-configurator", PlanConfigurator);

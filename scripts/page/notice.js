// Notices of the page around the element. They cover what they stand on, so that nothing moves, and nothing happens unless
// the visitor asks for it.

import { make } from "../element/make.js";

/**
 * Shows a notice in place of one of the same name: lines of text, and buttons, each a text and what is done after it has closed
 * the notice.
 */
export async function showNotice(name, lines, buttons) {
  closeNotice(name);
  const notice = make("div", { className: "notices__one card", role: "status" });
  notice.dataset.name = name;
  const place = document.querySelector(".notices") ?? document.body.appendChild(make("div", { className: "notices" }));
  place.append(notice);
  style();
  // Screen readers tell what comes into a status that was there before.
  await new Promise((resolve) => setTimeout(resolve));
  notice.append(...lines.map((textContent) => make("p", { textContent })));
  buttons.forEach(([textContent, act], at) => {
    const onclick = () => {
      closeNotice(name);
      act?.();
    };
    const className = at === 0 && act ? "button button--s button--main" : "button button--s";
    notice.append(make("button", { type: "button", className, textContent, onclick }));
  });
}

/** Takes a notice away. */
export function closeNotice(name) {
  document.querySelector(`.notices [data-name="${name}"]`)?.remove();
}

let isStyled = false;

/** Gives notices their style, which most visits never need. It is here: after a deploy no file of this build may be there. */
function style() {
  if (isStyled) return;
  isStyled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(NOTICES_STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

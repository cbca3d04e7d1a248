// Dialogs of the page around the element. The browser keeps the focus in one, and gives it back.

import { make } from "../../element/make.js";

export const button = (textContent, onclick, className = "button button--s") =>
  make("button", { type: "button", className, textContent, onclick });

/** Opens a dialog with this content, which leaves the page when it is closed. */
export function openDialog(className, ...content) {
  const dialog = make("dialog", { className });
  dialog.append(...content);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Parses HTML of the product's own. */
export function fragment(html) {
  const template = make("template", { innerHTML: html });
  return template.content;
}

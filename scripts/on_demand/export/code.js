// The link as a QR code.

import { make } from "../../element/make.js";
import { button, fragment, openDialog } from "./dialog.js";
import { codeOf, styled } from "./module.js";

/** Shows an address as a QR code. */
export async function showCode(address) {
  const [html] = await Promise.all([codeOf(address, CODE_LABEL), styled()]);
  const content = html === undefined ? make("p", { textContent: CODE_TOO_LONG }) : fragment(html);
  const close = button(CLOSE, () => dialog.close());
  const dialog = openDialog("dialog card", make("h2", { textContent: CODE_TITLE }), content, close);
}

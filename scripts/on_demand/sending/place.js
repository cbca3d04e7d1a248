// A place in which something is said, with buttons for what can be done about it.

import { make } from "../../element/make.js";

export class Place {
  #said = make("p", { role: "status" });
  #actions = make("div", { className: "later__actions" });
  /** What is said and offered now: the same again changes nothing, least of all the focus. */
  #shown = "";

  constructor(element) {
    this.element = element;
    element.replaceChildren(this.#said, this.#actions);
  }

  hasFocus() {
    return this.element.contains(this.element.getRootNode().activeElement);
  }

  /** Says a text, with these buttons below: each its label and what it does. The focus goes on to the first where one had it. */
  say(text, actions = []) {
    const shown = JSON.stringify([text, actions.map(([label]) => label)]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (this.#said.textContent !== text) this.#said.textContent = text;
    const hadFocus = this.hasFocus();
    const buttons = actions.map(([textContent, onclick]) =>
      make("button", { type: "button", className: "button button--s", textContent, onclick }),
    );
    this.#actions.replaceChildren(...buttons);
    if (!hadFocus) return;
    if (buttons.length === 0) this.#said.tabIndex = -1;
    (buttons[0] ?? this.#said).focus();
  }
}

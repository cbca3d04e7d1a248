// A place in which something is said, with buttons for what can be done about it.

import { make } from "../../element/make.js";

export class Place {
  #said = make("p", { role: "status" });
  #actions = make("div", { className: "later__actions" });

  constructor(element) {
    this.element = element;
    element.replaceChildren(this.#said, this.#actions);
  }

  /** Says a text, with these buttons below: each its label and what it does. The focus goes on to the first where one had it. */
  say(text, actions = []) {
    if (this.#said.textContent !== text) this.#said.textContent = text;
    const hadFocus = this.#actions.contains(this.element.getRootNode().activeElement);
    const buttons = actions.map(([textContent, onclick]) =>
      make("button", { type: "button", className: "button button--s", textContent, onclick }),
    );
    this.#actions.replaceChildren(...buttons);
    if (!hadFocus) return;
    if (buttons.length === 0) this.#said.tabIndex = -1;
    (buttons[0] ?? this.#said).focus();
  }

  /** What stands below the text, beside the buttons. */
  append(...elements) {
    this.#actions.append(...elements);
  }
}

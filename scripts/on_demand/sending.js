// What a request needs beside the form while it is sent: waiting as long as a server asks for, keeping it in the browser while there is no
// network where the visitor says so, sending it later, and taking the receipt along. The loader fetches it once a form is open, so that it
// is there when the network is not, or once something is kept.

import { Later } from "./sending/later.js";

const later = new WeakMap();

/**
 * Follows how an element's request gets on. `target` is where the app told the stage `detail`, and none where the element is shown with
 * something kept. `prove` sends what a server wants a proof of work for.
 */
export function follow(prove, element, container, app, endpoint, target, detail) {
  if (!later.has(element)) later.set(element, new Later(element, container, prove));
  later.get(element).follow(app, endpoint, target, detail);
}

// The product page's own script. No embed loads it: what is here is about the page around the element.

import { followAddress } from "./address.js";
import { closeNotice, showNotice } from "./notice.js";
import { keepForOffline } from "./offline.js";
import { isStarted } from "./started.js";
import { startTools } from "./tools.js";

const element = document.querySelector("plan-configurator");

await isStarted(element);
followAddress(element, (missing) => {
  if (missing.length > 0) showNotice("link", [LINK_MISSING, ...missing], [[CLOSE]]);
  else closeNotice("link");
});
startTools(element);
// The visitor's first answers come before what is done for the next visit; a browser that knows no idle time has its own order.
await new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
keepForOffline((change) => showNotice("update", [UPDATE], [[UPDATE_NOW, change], [UPDATE_LATER]]));

// The product page's own script. No embed loads it: what is here is about the page around the element. It stands
// in the page itself, and is all of that script that comes while the app is on its way, which needs the network more.

import { isStarted } from "./started.js";

const element = document.querySelector("plan-configurator");

// What opens a link has things to load, and is not to wait for the app.
if (!location.hash) await isStarted(element);
const { startAround } = await import(new URL(AROUND, import.meta.url));
await startAround(element);

// What the page does around the element.

import { followAddress } from "./address.js";
import { partsOf } from "./link.js";
import { closeNotice, showNotice } from "./notice.js";
import { keepForOffline } from "./offline.js";
import { isStarted } from "./started.js";
import { handout, startTools } from "./tools.js";

/** For how many milliseconds nothing was done when the visitor pauses. */
const PAUSE = 2000;

const tell = (missing, changes) => {
  const lines = missing.length > 0 ? [LINK_MISSING, ...missing] : [];
  if (changes.length > 0) lines.push(LINK_CHANGED, ...changes);
  if (lines.length > 0) showNotice("link", lines, [[CLOSE]]);
  else closeNotice("link");
};
tell.failed = (error) => {
  console.warn(error);
  showNotice("link", [HANDOUT_FAILED], [[CLOSE]]);
};

/** Makes an element's page follow it, open links, and work without network. */
export async function startAround(element) {
  // What reads a link is on its way while the app starts.
  if (partsOf(location.hash)?.length > 0) handout().then(({ load }) => load()).catch(() => {});
  await isStarted(element);
  await followAddress(element, handout, tell);
  startTools(element);
  if (new URLSearchParams(location.search).has("follow")) (await handout()).follow();
  await paused(element);
  keepForOffline((change) => showNotice("update", [UPDATE], [[UPDATE_NOW, change], [UPDATE_LATER]]));
}

/** Waits until the visitor does nothing for a while: what is done for the next visit would keep this one waiting. */
function paused(element) {
  const { promise, resolve } = Promise.withResolvers();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(resolve, PAUSE);
  };
  const events = ["plan-answers", "plan-view"];
  for (const event of events) element.addEventListener(event, wait);
  wait();
  return promise.then(() => events.forEach((event) => element.removeEventListener(event, wait)));
}

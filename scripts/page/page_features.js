// What the page does around the element.

import { followAddress } from "./address.js";
import { draftOf, linkIn } from "./link.js";
import { closeNotice, showNotice } from "./notice.js";
import { keepForOffline } from "./offline.js";
import { followPlain } from "./plain.js";
import { isStarted } from "./started.js";
import { loadExport, startTools } from "./tools.js";

/** For how many milliseconds nothing was done when the visitor pauses. */
const PAUSE = 2000;

/** Makes an element's page follow it, open links, and work without network. `renewal` is the page's own. */
export async function startPageFeatures(element, renewal) {
  const failed = async (error) => {
    console.warn(error);
    if (await renewal.isGone(import.meta.url)) offerNewer(() => renewal.renew(element, draftOf(element)));
    else showNotice("failed", [EXPORT_FAILED], [[CLOSE]]);
  };
  const tell = (missing, changes) => {
    const lines = missing.length > 0 ? [LINK_MISSING, ...missing] : [];
    if (changes.length > 0) lines.push(LINK_CHANGED, ...changes);
    if (lines.length > 0) showNotice("link", lines, [[CLOSE]]);
    else closeNotice("link");
  };
  // What reads a link is on its way while the app starts.
  if (location.hash && linkIn(location.hash)) loadExport().then(({ load }) => load()).catch(() => {});
  followPlain(element);
  await isStarted(element);
  // What a mail or another page asks for.
  const query = new URLSearchParams(location.search);
  if (query.has("plan") && !element.plan) element.plan = query.get("plan");
  await followAddress(element, loadExport, tell, failed);
  startTools(element, failed);
  if (query.has("follow")) await loadExport().then(({ follow }) => follow()).catch(failed);
  await paused(element);
  keepForOffline(offerNewer, () => renewal.renew(element, draftOf(element)));
}

const offerNewer = (change) => showNotice("update", [UPDATE], [[UPDATE_NOW, change], [UPDATE_LATER]]);

/** Waits until the visitor does nothing for a while: what is done for the next visit would keep this one waiting. */
function paused(element) {
  return new Promise((resolve) => {
    const events = ["plan-answers", "plan-view"];
    let timer;
    const end = () => {
      for (const event of events) element.removeEventListener(event, wait);
      resolve();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(end, PAUSE);
    };
    for (const event of events) element.addEventListener(event, wait);
    wait();
  });
}

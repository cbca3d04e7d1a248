// Proof of work: a server that is told to asks for it, so that what sends requests by the thousand has to work for each. It is fetched where
// a server asked for it, and nowhere else.
//
// The work is done by the browser's own cryptography beside the page's thread, a few milliseconds at a time: no worker is needed, which a
// page of another origin could not start without `blob:` in its policy, and no WebAssembly.

import { pbkdf2, solveChallenge } from "altcha/lib";

import { Place } from "./sending/place.js";
import { wantsProof } from "./sending/post.js";
import { textsIn } from "./sending/texts.js";

/** How often a challenge is asked for: one may have expired while the computer slept. */
const TRIES = 3;

/** For how long a challenge and its solution are waited for, in milliseconds. A slow phone needs some seconds. */
const TIMEOUT = 90_000;

/**
 * Sends a request that is posted to an address: `post` posts it with a proof, and gives the reply. `place` is where the visitor is told of
 * it in their language, where they are. Gives the last reply; nothing where none came, and null where the visitor stopped it, or where
 * their browser cannot do it, which is then left in `place.failed`.
 */
export async function prove(endpoint, post, place, lang) {
  let reply;
  for (let tries = 0; tries < TRIES; tries++) {
    const proof = await proofFor(endpoint, place, textsIn(lang));
    if (!proof) return proof;
    reply = await post(proof);
    if (!wantsProof(reply?.response)) break;
  }
  return reply;
}

/** Makes a proof, and says so meanwhile. Null and nothing are those of `prove`. */
async function proofFor(endpoint, place, texts) {
  if (!globalThis.crypto?.subtle) {
    if (place) place.failed = texts.proof_impossible;
    return null;
  }
  const controller = new AbortController();
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    controller.abort();
  };
  const timer = setTimeout(() => controller.abort(), TIMEOUT);
  place?.say(texts.proof_working, [[texts.proof_stop, stop]]);
  try {
    const address = new URL("proof-of-work", new URL(endpoint, document.baseURI));
    const response = await fetch(address, { cache: "no-store", signal: controller.signal });
    const challenge = await response.json();
    const solution = await solveChallenge({ challenge, controller, deriveKey: pbkdf2.deriveKey, timeout: 0 });
    if (solution) return btoa(JSON.stringify({ challenge, solution }));
  } catch {
    // Nothing came that can be solved.
  } finally {
    clearTimeout(timer);
    place?.say("");
  }
  return isStopped ? null : undefined;
}

/** Adds a proof to the form of a page of the server's, in which it keeps a place for that; and sends it where it had none. */
async function addTo(element) {
  const [form, place] = [element.closest("form"), new Place(element)];
  const proof = await proofFor(form.action, place, textsIn(document.documentElement.lang));
  if (place.failed) place.say(place.failed);
  if (!proof) return;
  form.elements.altcha.value = proof;
  if (element.dataset.planProof === "send") form.requestSubmit();
}

for (const element of document.querySelectorAll("form [data-plan-proof]")) addTo(element);

import { createEffect, createMemo, createSignal, onCleanup, onMount } from "solid-js";

import { clockOf, lookAt, NOW, thisMinute } from "../../shared/hours.js";
import { zoneNamed } from "../../shared/zone.js";

/** What of the hours is looked at: by whose clocks, for which severity and when; and how often something else was asked for. */
export function createHours(catalog) {
  const [now, setNow] = createSignal(null);
  const [zoneName, setZoneName] = createSignal();
  const [asked, setAsked] = createSignal({ severityId: null, moment: NOW, changes: 0 });
  createClock(now, setNow);

  // The browser's own zone is asked for once the time is.
  const zone = createMemo(() => (now() === null ? undefined : zoneNamed(zoneName())));
  const severity = createMemo(() => {
    const { severities } = catalog();
    return severities.find(({ id }) => id === asked().severityId) ?? severities[0];
  });
  const moment = createMemo(() => asked().moment);
  const changes = createMemo(() => asked().changes);
  const clock = createMemo(() => clockOf(now(), zone()));
  const look = createMemo(() => lookAt(clock(), severity(), moment()));

  const ask = (asked) => setAsked((before) => ({ ...before, ...asked, changes: before.changes + 1 }));
  const lookAtSeverity = ({ id }) => ask({ severityId: id });
  const lookAtMoment = (moment) => ask({ moment });
  return { clock, look, zone, severity, moment, changes, lookAtSeverity, lookAtMoment, setZoneName };
}

/** Tells the time: first once the page is painted, then every minute, and when the page is seen again. */
function createClock(now, setNow) {
  const tell = () => document.hidden || setNow(thisMinute());
  onMount(() => {
    let timer;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(tell);
    });
    document.addEventListener("visibilitychange", tell);
    window.addEventListener("focus", tell);
    onCleanup(() => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tell);
      window.removeEventListener("focus", tell);
    });
  });
  createEffect(() => {
    if (now() === null) return;
    const timer = setTimeout(() => setNow(thisMinute()), Math.max((now() + 1) * 60_000 - Date.now(), 0));
    onCleanup(() => clearTimeout(timer));
  });
}

import { batch, createEffect, createMemo, createSignal, onCleanup, onMount } from "solid-js";

import { clockOf, lookAt, nextChange, NOW, thisMinute } from "../../shared/hours.js";
import { zoneNamed } from "../../shared/zone.js";

/** What of the hours is looked at: by whose clocks, for which severity, and for when. */
export function createHours(catalog) {
  const [now, setNow] = createSignal(null);
  const [zoneName, setZoneName] = createSignal();
  const [severityId, setSeverityId] = createSignal(null);
  const [moment, setMoment] = createSignal(NOW);
  const [plan, setPlan] = createSignal(null);

  // The browser's own zone is asked for once the time is.
  const zone = createMemo(() => (now() === null ? undefined : zoneNamed(zoneName())));
  const severity = createMemo(() => {
    const { severities } = catalog();
    return severities.find(({ id }) => id === severityId()) ?? severities[0];
  });
  const clock = createMemo(() => clockOf(now(), zone()));
  const look = createMemo(() => lookAt(catalog(), clock(), severity(), moment()));

  // The time is told first once the page is painted, then whenever something shown changes, and when the page is seen again.
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
    if (!look()) return;
    const wait = nextChange(catalog(), look(), moment()) * 60_000 - Date.now();
    const timer = setTimeout(() => setNow(thisMinute()), Math.max(wait, 0));
    onCleanup(() => clearTimeout(timer));
  });

  const lookAtPlan = (severity, plan) =>
    batch(() => {
      setSeverityId(severity.id);
      setPlan(plan?.id ?? null);
    });
  return { clock, look, zone, severity, moment, plan, lookAtPlan, setMoment, setZoneName };
}

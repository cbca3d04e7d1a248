import { useCallback, useEffect, useMemo, useState } from "react";

import { clockOf, lookAt, nextChange, NOW, thisMinute } from "../../shared/hours.js";
import { zoneNamed } from "../../shared/zone.js";

/** What of the hours is looked at: by whose clocks, for which severity, and for when. */
export function useHours(catalog) {
  const [now, setNow] = useState(null);
  const [zoneName, setZoneName] = useState();
  const [severityId, setSeverityId] = useState(null);
  const [moment, setMoment] = useState(NOW);
  const [plan, setPlan] = useState(null);

  // The browser's own zone is asked for once the time is.
  const zone = now === null ? undefined : zoneNamed(zoneName);
  const severity = catalog.severities.find(({ id }) => id === severityId) ?? catalog.severities[0];
  const clock = useMemo(() => clockOf(now, zone), [now, zone]);
  const look = useMemo(() => lookAt(catalog, clock, severity, moment), [catalog, clock, severity, moment]);
  useClock(catalog, look, moment, setNow);

  const lookAtPlan = useCallback((severity, plan) => {
    setSeverityId(severity.id);
    setPlan(plan?.id ?? null);
  }, []);
  return { clock, look, zone, severity, moment, plan, lookAtPlan, setMoment, setZoneName };
}

/** Tells the time: first once the page is painted, then whenever something shown changes, and when the page is seen again. */
function useClock(catalog, look, moment, tell) {
  useEffect(() => {
    const tellNow = () => document.hidden || tell(thisMinute());
    let timer;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(tellNow);
    });
    document.addEventListener("visibilitychange", tellNow);
    window.addEventListener("focus", tellNow);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tellNow);
      window.removeEventListener("focus", tellNow);
    };
  }, [tell]);
  useEffect(() => {
    if (!look) return undefined;
    const wait = nextChange(catalog, look, moment) * 60_000 - Date.now();
    const timer = setTimeout(() => tell(thisMinute()), Math.max(wait, 0));
    return () => clearTimeout(timer);
  }, [catalog, look, moment, tell]);
}

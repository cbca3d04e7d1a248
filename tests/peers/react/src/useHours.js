import { useCallback, useEffect, useMemo, useState } from "react";

import { clockOf, lookAt, NOW, thisMinute } from "../../shared/hours.js";
import { zoneNamed } from "../../shared/zone.js";

/** What of the hours is looked at: by whose clocks, for which severity and when; and how often something else was asked for. */
export function useHours(catalog) {
  const [now, setNow] = useState(null);
  const [zoneName, setZoneName] = useState();
  const [{ severityId, moment, changes }, setAsked] = useState({ severityId: null, moment: NOW, changes: 0 });
  useClock(now, setNow);

  // The browser's own zone is asked for once the time is.
  const zone = now === null ? undefined : zoneNamed(zoneName);
  const severity = catalog.severities.find(({ id }) => id === severityId) ?? catalog.severities[0];
  const clock = useMemo(() => clockOf(now, zone), [now, zone]);
  const look = useMemo(() => lookAt(clock, severity, moment), [clock, severity, moment]);

  const ask = (asked) => setAsked((before) => ({ ...before, ...asked, changes: before.changes + 1 }));
  const lookAtSeverity = useCallback(({ id }) => ask({ severityId: id }), []);
  const lookAtMoment = useCallback((moment) => ask({ moment }), []);
  return { clock, look, zone, severity, moment, changes, lookAtSeverity, lookAtMoment, setZoneName };
}

/** Tells the time: first once the page is painted, then every minute, and when the page is seen again. */
function useClock(now, tell) {
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
    if (now === null) return undefined;
    const timer = setTimeout(() => tell(thisMinute()), Math.max((now + 1) * 60_000 - Date.now(), 0));
    return () => clearTimeout(timer);
  }, [now, tell]);
}

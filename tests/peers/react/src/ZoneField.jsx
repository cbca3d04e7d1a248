import { memo, useEffect, useRef, useState } from "react";

import { zoneCalled, zoneNames } from "../../shared/zone.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The visitor's zone, and every other to pick, found by a part of its name. */
export const ZoneField = memo(function ZoneField({ here, zone, onZone }) {
  const t = useSentences();
  const ids = useIds();
  const field = useRef(null);
  // What is being written; null where it is the zone's name.
  const [written, setWritten] = useState(null);
  const [isUnknown, setUnknown] = useState(false);
  // Some hundreds of names: made when they are needed.
  const [names, setNames] = useState([]);
  const write = (text) => {
    setUnknown(false);
    setWritten(text);
  };
  // What is written is a zone's name once it is done, which only the browser's own event tells.
  useEffect(() => {
    const input = field.current;
    const choose = () => {
      const chosen = zoneCalled(input.value);
      setUnknown(!chosen);
      if (!chosen) return;
      setWritten(null);
      onZone(input.value.trim() === "" ? undefined : chosen.name);
    };
    input.addEventListener("change", choose);
    return () => input.removeEventListener("change", choose);
  }, [onZone]);
  return (
    <div className="zone">
      <details>
        <summary>
          <span>{here}</span>
          <span className="link">{t("zone_change")}</span>
        </summary>
        <div className="field">
          <label htmlFor={ids("time-zone")}>{t("zone")}</label>
          <input
            ref={field}
            id={ids("time-zone")}
            name="zone"
            list={ids("time-zones")}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={ids("time-zone-error")}
            aria-invalid={isUnknown || undefined}
            value={written ?? zone?.name ?? ""}
            onFocus={() => names.length === 0 && setNames(zoneNames())}
            onChange={(event) => write(event.target.value)}
          />
          <datalist id={ids("time-zones")}>
            {names.map((name) => (
              <option key={name} value={name}>
                {name.replaceAll("_", " ")}
              </option>
            ))}
          </datalist>
        </div>
      </details>
      <p className="field__error" id={ids("time-zone-error")} role="status">
        {isUnknown && t("zone_unknown", { written })}
      </p>
    </div>
  );
});

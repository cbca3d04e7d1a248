import { createSignal, For } from "solid-js";

import { zoneCalled, zoneNames } from "../../shared/zone.js";
import { useIds } from "./ids.js";
import { useSentences } from "./sentences.js";

/** The visitor's zone, and every other to pick, found by a part of its name. */
export function ZoneField(props) {
  const t = useSentences();
  const ids = useIds();
  // What is being written; null where it is the zone's name.
  const [written, setWritten] = createSignal(null);
  const [isUnknown, setUnknown] = createSignal(false);
  // Some hundreds of names: made when they are needed.
  const [names, setNames] = createSignal([]);
  const write = (text) => {
    setUnknown(false);
    setWritten(text);
  };
  const choose = (text) => {
    const chosen = zoneCalled(text);
    setUnknown(!chosen);
    if (!chosen) return;
    setWritten(null);
    props.onZone(text.trim() === "" ? undefined : chosen.name);
  };
  return (
    <div class="zone">
      <details>
        <summary>
          <span>{props.here}</span>
          <span class="link">{t("zone_change")}</span>
        </summary>
        <div class="field">
          <label for={ids("time-zone")}>{t("zone")}</label>
          <input
            id={ids("time-zone")}
            name="zone"
            list={ids("time-zones")}
            autocomplete="off"
            spellcheck={false}
            aria-describedby={ids("time-zone-error")}
            aria-invalid={isUnknown() ? "true" : undefined}
            value={written() ?? props.zone?.name ?? ""}
            onFocus={() => names().length === 0 && setNames(zoneNames())}
            onInput={(event) => write(event.currentTarget.value)}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          <datalist id={ids("time-zones")}>
            <For each={names()}>{(name) => <option value={name}>{name.replaceAll("_", " ")}</option>}</For>
          </datalist>
        </div>
      </details>
      <p class="field__error" id={ids("time-zone-error")} role="status">
        {isUnknown() && t("zone_unknown", { written: written() })}
      </p>
    </div>
  );
}

import { fitOf } from "../../shared/advice.js";
import { markWords } from "../../shared/words.js";

/** Two lists of plans, for narrow screens, which show two. */
export function Picker({ catalog, advice, shown, pair, onPick }) {
  return (
    <div className={pair[0] === pair[1] ? "picker is-single" : "picker"}>
      {["comparison_first_plan", "comparison_second_plan"].map((label, place) => (
        <Pick
          key={label}
          catalog={catalog}
          shown={shown}
          label={catalog.t(label)}
          plan={pair[place]}
          fit={fitOf(advice, pair[place].index)}
          onPick={(id) => onPick(place, id)}
        />
      ))}
    </div>
  );
}

function Pick({ catalog, shown, label, plan, fit, onPick }) {
  return (
    <label className={fit === "recommended" ? "pick is-recommended" : "pick"}>
      <select className="select" aria-label={label} value={plan.id} onChange={(event) => onPick(event.target.value)}>
        {catalog.plans.map((plan) => (
          <option key={plan.id} value={plan.id} hidden={!shown.includes(plan)}>
            {plan.name}
          </option>
        ))}
      </select>
      <span className="pick__mark">{markWords(catalog, fit)}</span>
    </label>
  );
}

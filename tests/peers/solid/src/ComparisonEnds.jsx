import { For, Show } from "solid-js";

import { placed } from "../../shared/comparing.js";
import { focusOn } from "../../shared/focus.js";
import { summary } from "../../shared/words.js";
import { Heading } from "./Heading.jsx";
import { useIds } from "./ids.js";
import { Pairs } from "./Pairs.jsx";

/** Each plan's name, audience and request button; the ribbon over the recommended one; and the ways to move a plan. */
export function Head(props) {
  let dragged;
  const ribbon = () => (props.advice.fits ? `★ ${props.catalog.ribbon}` : "Closest, but");
  const move = (plan, to) => props.dispatch({ type: "columns", columns: placed(props.shown, plan, to) });
  const drop = (event, plan) => {
    event.preventDefault();
    if (dragged) move(dragged, props.shown.indexOf(plan));
  };
  return (
    <thead role="rowgroup">
      <tr role="row">
        <td class="table__corner" role="cell">
          <span class="visually-hidden">Entitlement</span>
        </td>
        <For each={props.columns}>
          {(column) => (
            <th
              class={column.class()}
              hidden={column.isHidden()}
              role="columnheader"
              scope="col"
              draggable="true"
              onDragStart={() => {
                dragged = column.plan;
              }}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => drop(event, column.plan)}
            >
              <span class="ribbon" hidden={!column.isRecommended()}>
                {ribbon()}
              </span>
              <span class="table__plan">{column.plan.name}</span>
              <Movers plan={column.plan} shown={props.shown} onMove={move} />
              <span class="table__audience">{column.plan.audience}</span>
              <Request catalog={props.catalog} column={column} place="head" onRequest={props.onRequest} />
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
}

/** The buttons that move a plan; the focus stays on one that can move it no further. */
function Movers(props) {
  return (
    <span class="movers">
      <Mover {...props} by={-1} text="◂" label={`Move ${props.plan.name} to the left`} />
      <Mover {...props} by={1} text="▸" label={`Move ${props.plan.name} to the right`} />
    </span>
  );
}

function Mover(props) {
  const to = () => props.shown.indexOf(props.plan) + props.by;
  const isAtEnd = () => to() < 0 || to() >= props.shown.length;
  const move = (event) => {
    if (isAtEnd()) return;
    const button = event.currentTarget;
    props.onMove(props.plan, to());
    // A cell that moves loses the focus.
    button.focus();
  };
  return (
    <button
      type="button"
      class="mover"
      aria-label={props.label}
      aria-disabled={isAtEnd() ? "true" : undefined}
      onClick={move}
    >
      {props.text}
    </button>
  );
}

/** Each plan's request button and way to more, again. */
export function Foot(props) {
  return (
    <tbody class="table__foot" role="rowgroup">
      <tr role="row">
        <td class="table__corner" role="cell" />
        <For each={props.columns}>
          {(column) => (
            <td class={column.class()} hidden={column.isHidden()} role="cell">
              <Request catalog={props.catalog} column={column} place="foot" onRequest={props.onRequest} />
              <More
                catalog={props.catalog}
                plan={column.plan}
                isOpen={props.summarized === column.plan}
                onSummarize={props.onSummarize}
              />
            </td>
          )}
        </For>
      </tr>
    </tbody>
  );
}

function Request(props) {
  const { plan, isRecommended } = props.column;
  return (
    <Show when={plan.isRequestable} fallback={<span class="table__default">Yours by default</span>}>
      <button
        type="button"
        class={isRecommended() ? "button button--s asks button--main" : "button button--s asks"}
        aria-label={`${props.catalog.requestPlan}: ${plan.name}`}
        onClick={(event) => props.onRequest(props.place, plan, event.currentTarget)}
      >
        {props.catalog.requestPlan}
      </button>
    </Show>
  );
}

/** The way to more about a plan: its address where the catalogue gives one, else its summary below. */
function More(props) {
  const id = useIds()(`more-${props.plan.id}`);
  const label = () => `${props.catalog.learnMore}: ${props.plan.name}`;
  const button = () => (
    <Show when={props.plan.isRequestable}>
      <button
        type="button"
        class="button button--s button--quiet"
        id={id}
        aria-expanded={props.isOpen ? "true" : "false"}
        aria-label={label()}
        onClick={() => props.onSummarize(props.isOpen ? null : props.plan.id)}
      >
        {props.catalog.learnMore}
      </button>
    </Show>
  );
  return (
    <Show when={props.plan.moreUrl} fallback={button()}>
      <a class="button button--s button--quiet" href={props.plan.moreUrl} aria-label={label()}>
        {props.catalog.learnMore}
      </a>
    </Show>
  );
}

/** A plan in short, opened by "learn more". */
export function Summary(props) {
  const opener = useIds()(`more-${props.plan.id}`);
  const close = (event) => {
    focusOn(event.currentTarget, opener);
    props.onClose();
  };
  return (
    <div class="summary" onKeyDown={(event) => event.key === "Escape" && close(event)}>
      <Heading>{props.plan.name} in short</Heading>
      <p class="soft">{props.plan.audience}</p>
      <Pairs pairs={props.catalog.sections.map((section) => [section.title, summary(section, props.plan.index)])} />
      <button type="button" class="button button--s" onClick={close}>
        Close
      </button>
    </div>
  );
}

// What a host page without a framework does with the element's types. It is never run: the compiler reads it.

import type { PlanConfigurator, PlanConfiguratorEventMap } from "plan-configurator";

const element: PlanConfigurator = document.createElement("plan-configurator");
element.theme = "dark";
element.theme = null;
// @ts-expect-error: there is no such theme
element.theme = "purple";
element.timeZone = "Europe/Berlin";
element.plans = ["plus", "business"];
element.show = "comparison request";
element.answers = { "company-size": "100-499", integrations: ["a", "b"], users: 5, sso: true, hours: null };
element.prefill = { name: "Ada Lovelace" };

element.addEventListener("plan-advice", (event) => {
  const { plan, fits }: { plan: string | null; fits: boolean } = event.detail;
  // @ts-expect-error: no answers are told with the advice
  event.detail.answers;
  return [plan, fits];
});
element.campaign = "utm_source=mail";
element.campaignNames = "ref";
element.variant = "b";
element.addEventListener("plan-question-left", ({ detail: { question, answered, variant } }) => {
  const told: [string, boolean, string | undefined] = [question, answered, variant];
  return told;
});
element.addEventListener("click", (event) => event.clientX);

/** Every event has a version. */
export type Versions = PlanConfiguratorEventMap[Extract<keyof PlanConfiguratorEventMap, `plan-${string}`>]["detail"]["version"];
export const version: Versions = 1;

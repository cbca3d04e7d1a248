// Puts a request back into the form that it came from.

/** The controls of the form, by where their texts stand in a request. */
const CONTROLS = [
  ["#request-name", ({ contact }) => contact?.name],
  ["#request-email", ({ contact }) => contact?.email],
  ["#request-company", ({ contact }) => contact?.company],
  ["#request-message", ({ message }) => message],
];

/** Opens the form for the plan of a request, and fills it in with all that the request holds and the page still has. */
export async function fillForm(element, container, app, request) {
  element.answers = request.answers;
  app.enter("plan", request.plan);
  // The app shows the form once it is its turn.
  await new Promise((resolve) => setTimeout(resolve));
  for (const [selector, textOf] of CONTROLS) {
    const control = container.querySelector(selector);
    if (control) change(control, "input", { value: textOf(request) ?? "" });
  }
  const consent = container.querySelector("#request-consent");
  // Nobody agrees to words that they did not see.
  if (consent && consent.value === request.consent_text) change(consent, "change", { checked: request.consent === true });
}

/** Changes a control as a visitor does. */
function change(control, event, properties) {
  Object.assign(control, properties);
  control.dispatchEvent(new Event(event, { bubbles: true }));
}

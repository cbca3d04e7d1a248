// What a requester gets for a stored request.

import { availabilityOf, supportOf } from "../shared/hours.js";
import { instant } from "./store.js";

/** Gives what makes the receipt, at an address, of a request for a plan that was checked. */
export function checkedReceipt(catalog, plan, received) {
  const index = catalog.plans.findIndex(({ id }) => id === plan);
  const support = catalog.severities.map((severity) => {
    const { hours } = supportOf(severity, index);
    return { severity: severity.id, opens: hours ? opening(hours, Math.floor(received / 1000) * 1000) : null };
  });
  return (stored, address) => ({ ...stored, support, checked: true, address, changes: [], notice: null });
}

/** The same of one whose page showed what is not served here. */
export function uncheckedReceipt(sentences) {
  const notice = sentences.form_sent_unchecked;
  return (stored, address) => ({ ...stored, support: [], checked: false, address, changes: [], notice });
}

/** When hours are next open, at an instant or after it; null where they are not within a year. */
function opening(hours, at) {
  const { isOpen, opens } = availabilityOf(hours, at / 60_000);
  if (isOpen) return instant(at);
  return opens === undefined ? null : instant(opens * 60_000);
}

// What all three pages hand to the element.

import catalog from "../../../catalogs/msa.json";

/** What the visitor is known to need when the page is opened. */
export const firstAnswers = { "company-size": "100-499" };

/** What the visitor is known to need after the host's button. */
export const laterAnswers = { "company-size": "1-99", "sev1-response": null };

/** Whom the host knows. */
export const visitor = { name: "Ada Lovelace", email: "ada@example.com", company: "Analytical Engines" };

/** A catalogue that the host has at hand as an object. */
export const otherCatalog = { ...catalog, id: "other", version: "1", title: "Which plan is ours?" };

// Where a request came from, as its page and its browser say it. What breaks a rule is left out.

import { isVisible, lengthOf, trim } from "./node.js";

const CAMPAIGN_NAMES = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"];
const LONGEST_CAMPAIGN = 200;
const LONGEST_PAGE = 500;
const LONGEST_VARIANT = 40;

/** The field that people do not see. */
const HONEYPOT = "topic";

/** The field for how long the form was open, and the least time in which a person fills it in, in milliseconds. */
const FORM_OPEN = "form_open";
const LEAST_FORM_OPEN = 2000;

export function readOrigin(node) {
  const origin = { campaign: {}, page: null, variant: null, suspect: [] };
  if (!node) return origin;
  const fields = node.knownFields(["campaign", "page", "variant", HONEYPOT, FORM_OPEN]);
  const textOf = (name) => (fields.get(name) ? text(fields.get(name)) : null);
  const campaign = fields.get("campaign");
  if (campaign && campaign.json !== null) {
    for (const [name, field] of campaign.fields()) add(origin, name, text(field));
  }
  origin.page = pageAddress(textOf("page"));
  origin.variant = kept(textOf("variant"), LONGEST_VARIANT);
  if ((textOf(HONEYPOT) ?? "") !== "") origin.suspect.push("honeypot");
  if (isQuick(fields.get(FORM_OPEN))) origin.suspect.push("quick");
  return origin;
}

/** The same with what the browser says of the page, and with the names that are kept alone. */
export function completed(origin, { referer, host }) {
  const page = pageAddress(referer ?? null);
  if (page && !page.endsWith("/api/plan-requests")) {
    if (page.split("/")[2].toLowerCase() === host?.toLowerCase() && Object.keys(origin.campaign).length === 0) {
      const query = referer.split("#")[0].split("?").slice(1).join("?");
      for (const [name, value] of new URLSearchParams(query)) add(origin, name, value);
    }
    origin.page ??= page;
  }
  // In the order of the names, as ours are kept.
  const names = CAMPAIGN_NAMES.filter((name) => Object.hasOwn(origin.campaign, name)).sort();
  return { ...origin, campaign: Object.fromEntries(names.map((name) => [name, origin.campaign[name]])) };
}

function add({ campaign }, name, text) {
  const value = kept(text, LONGEST_CAMPAIGN);
  if (value !== null && !Object.hasOwn(campaign, name)) campaign[name] = value;
}

function isQuick(node) {
  if (!node || node.json === null) return false;
  if (typeof node.json !== "number") return node.expected("a number of milliseconds") ?? false;
  return node.json >= 0 && node.json < LEAST_FORM_OPEN;
}

function text(node) {
  const { json } = node;
  return json === null || typeof json === "string" ? json : (node.expected("a text") ?? null);
}

function kept(text, longest) {
  if (text === null) return null;
  const trimmed = trim(text);
  return lengthOf(trimmed) <= longest && !/\p{Cc}/u.test(trimmed) && isVisible(trimmed) ? trimmed : null;
}

function pageAddress(text) {
  const found = /^([a-z]+):\/\/([^/]*)(.*)$/is.exec((kept(text, Infinity) ?? "").split(/[?#]/)[0]);
  if (!found) return null;
  const [, scheme, authority, path] = found;
  const host = authority.split("@").at(-1);
  const address = `${scheme.toLowerCase()}://${host}${path}`;
  const isPage = /^https?$/i.test(scheme) && host !== "" && !/[\p{White_Space}\\"<>^`{|}]/u.test(address);
  return isPage && lengthOf(address) <= LONGEST_PAGE ? address : null;
}

// Reads and checks a request's body.

import { readAnswers, readUnknownAnswers, isId } from "./answers.js";
import { Node, isVisible, lengthOf, LONGEST_FIELD, quoted, trim } from "./node.js";
import { readOrigin } from "./origin.js";
import { CURRENT_PLAN } from "./served_catalog.js";

const FIELDS = ["plan", "answers", "contact", "message", "consent", "consent_text", "catalog", "origin"];

/** The longest message, and the longest words that are agreed to, in characters. */
const LONGEST_MESSAGE = 4000;
const LONGEST_CONSENT = 2000;

/** Reads a body by the catalogue that its page showed; without one, by its form alone. Gives the problems beside it. */
export function readRequest(catalog, json) {
  const node = new Node(json);
  const fields = node.knownFields(FIELDS);
  const [planNode, answersNode] = ["plan", "answers"].map((name) => node.required(fields, name));
  const plan = planNode && (catalog ? readPlan(catalog, planNode) : readPlanId(planNode));
  const answers = answersNode && (catalog ? readAnswers(catalog, answersNode) : readUnknownAnswers(answersNode));
  if (catalog && plan && answers?.[CURRENT_PLAN] === plan) {
    const detail = `the plan "${plan}" is what "${CURRENT_PLAN}" says the requester has already; choose another, or correct that answer`;
    node.report("not-allowed", detail, "/plan");
  }
  const contactNode = node.required(fields, "contact");
  const contact = contactNode && readContact(contactNode);
  const message = readMessage(fields.get("message"));
  const consents = fields.get("consent")?.json === true;
  const words = readIfThere(fields.get("consent_text"), (field) => field.text(LONGEST_CONSENT));
  if (catalog?.consent && !consents) {
    node.report("missing", "the request needs the requester's consent; send true", "/consent");
  }
  const agreed = catalog ? catalog.consent : words;
  const pageNode = node.required(fields, "catalog");
  const page = pageNode && readPage(catalog, pageNode);
  const origin = readOrigin(fields.get("origin"));
  const consent = consents ? (agreed ?? null) : null;
  return { problems: node.told(), request: { plan, answers, contact, message, consent, page, origin } };
}

const readIfThere = (field, read) => (field && field.json !== null ? read(field) : undefined);

function readPlan(catalog, node) {
  const id = node.json;
  if (typeof id !== "string") return node.expected("the id of a plan");
  const plan = catalog.plans.find((plan) => plan.id === id);
  if (!plan) {
    node.report("unknown-name", `no plan is called ${quoted(id)}; known are ${catalog.plans.map((plan) => plan.id).join(", ")}`);
  } else if (!plan.isRequestable) {
    node.report("not-allowed", `the plan "${id}" cannot be requested; choose another`);
  } else {
    return id;
  }
  return undefined;
}

function readPlanId(node) {
  return typeof node.json === "string" && isId(node.json) ? node.json : node.expected("the id of a plan");
}

function readContact(node) {
  const fields = node.knownFields(["name", "email", "company"]);
  const text = (name) => {
    const read = node.required(fields, name)?.text(LONGEST_FIELD, isVisible);
    return read && trim(read);
  };
  const [name, written, company] = ["name", "email", "company"].map(text);
  const email = written && addressOf(written);
  if (email !== undefined && !isEmail(email)) {
    const field = fields.get("email");
    field.report("malformed", `${quoted(field.json)} is not an email address; write one as "name@company.com"`);
  }
  return { name, email, company };
}

const UNSEEN = /[[\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u{200C}\u{200D}]]/gv;
const BLANK = /[[\p{Z}\p{Cc}\p{Noncharacter_Code_Point}\u{2800}\u{FFFC}\u{FFFD}]--[\x20]]/v;
const WIDE = /[\uff01-\uff5e。｡]/g;

/** An address as mail knows it. */
function addressOf(typed) {
  const plain = (c) => ("。｡".includes(c) ? "." : String.fromCharCode(c.charCodeAt(0) - 0xff01 + 0x21));
  return trim(typed.replace(UNSEEN, "")).replace(WIDE, plain);
}

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const EMAIL = new RegExp(`^(${ATOM}(?:\\.${ATOM})*|"(?:[ !#-\\[\\]-~]|\\\\[ -~])*")@(${LABEL}(?:\\.${LABEL})+)$`);

/** Whether mail from the internet can reach it. */
function isEmail(text) {
  if (BLANK.test(text)) return false;
  const found = EMAIL.exec(text.replace(/[^\0-\x7f]/gu, "x"));
  return found !== null && found[1].length <= 64 && found[2].length <= 254;
}

function readMessage(node) {
  if (!node || node.json === null) return null;
  const text = node.json;
  if (typeof text !== "string") return node.expected("a text") ?? null;
  const length = lengthOf(text);
  if (length > LONGEST_MESSAGE) {
    node.report("too-long", `the message has ${length} characters; keep it within ${LONGEST_MESSAGE}`);
  }
  if (/[[\p{Cc}]--[\n\r\t]]/v.test(text)) {
    node.report("control-character", "the message holds a control character; take it out");
  }
  return isVisible(text) ? trim(text) : null;
}

function readPage(catalog, node) {
  const fields = node.knownFields(["id", "version", "content", "language"]);
  const [id, version] = ["id", "version"].map((name) => node.required(fields, name)?.text());
  if (catalog && id !== undefined && id !== catalog.id) {
    fields.get("id").report("unknown-name", `${quoted(id)} is not the catalogue served here; send "${catalog.id}"`);
  }
  const content = readIfThere(fields.get("content"), (field) => {
    const content = field.text();
    if (content !== undefined && !isId(content)) {
      field.report("malformed", `${quoted(content)} is not the name of a catalogue's content; send that, or leave it out`);
    }
    return content;
  });
  return { id, version, content: content ?? null, language: languageOf(fields.get("language")?.json) };
}

/** A tag as it is written; what is no tag says nothing. */
export function languageOf(text) {
  if (typeof text !== "string") return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

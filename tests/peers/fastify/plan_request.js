// `POST /api/plan-requests`: a request as JSON is checked, advised on and stored once, and answered with a receipt.

import { isUtf8 } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";

import { advise } from "../shared/advice.js";
import { advised, isId } from "./answers.js";
import { readKey } from "./idempotency_key.js";
import { completed } from "./origin.js";
import { Problem } from "./problem.js";
import { checkedReceipt, uncheckedReceipt } from "./receipt.js";
import { languageOf, readRequest } from "./read_request.js";
import { newReference } from "./reference.js";
import { reportOf } from "./report.js";
import { instant } from "./store.js";

/** How many random bytes the address of a receipt has. */
const SECRET = 20;

export function createPlanRequest(served, store, request, reply) {
  const key = readKey(request);
  if (key === undefined) throw Problem.badIdempotencyKey();
  if (request.body === undefined) throw Problem.unsupportedType();
  const bodyHash = createHash("sha256").update("application/json\n").update(request.body).digest("hex");
  const before = store.earlier(key, Date.now());
  if (before) return replayed(before, bodyHash, reply);

  const json = parse(request.body);
  const catalog = showsAnother(served, json) ? undefined : served.in(languageOf(json?.catalog?.language));
  const { problems, request: read } = readRequest(catalog, json);
  if (problems.length > 0) throw Problem.invalid(problems);

  const now = Date.now();
  const secret = randomBytes(SECRET).toString("hex");
  const record = recordOf(served, catalog, read, request.headers);
  const receiptOf = catalog ? checkedReceipt(catalog, read.plan, now) : uncheckedReceipt(served.sentences);
  let stored;
  let answer;
  const earlier = store.insert(now, key, () => {
    stored = { reference: newReference(), plan: read.plan, received_at: instant(now), recommended: record.recommended };
    answer = JSON.stringify(receiptOf(stored, `receipts/${secret}`));
    return {
      ...record,
      reference: stored.reference,
      received_at: stored.received_at,
      idempotency_key: key,
      body_hash: key && bodyHash,
      reply: key && answer,
      receipt_hash: createHash("sha256").update(secret).digest("hex"),
    };
  });
  if (earlier) return replayed(earlier, bodyHash, reply);
  request.log.info(`stored the plan request ${stored.reference} for ${stored.plan}`);
  return reply.code(201).type("application/json").send(answer);
}

/** The answer that was given before, to the same body alone. */
function replayed({ body_hash, reply: answer }, bodyHash, reply) {
  if (body_hash !== bodyHash) throw Problem.idempotencyKeyTaken();
  return reply.code(201).type("application/json").header("idempotency-replayed", "true").send(answer);
}

function parse(body) {
  if (!isUtf8(body)) throw Problem.notJson("the document is not UTF-8; send it so");
  try {
    return JSON.parse(body.toString("utf8").replace(/^\ufeff/, ""));
  } catch (error) {
    throw Problem.notJson(`the document is not JSON: ${error.message}`);
  }
}

/** Whether a body says that its page showed a content that is not served here, however much else is wrong with it. */
function showsAnother(served, json) {
  const { id, version, content } = json?.catalog ?? {};
  const isNamed = [id, version, content].every((text) => typeof text === "string") && isId(content);
  return isNamed && content !== served.content;
}

/** What is stored of a request, but for what names it. */
function recordOf(served, catalog, { plan, answers, contact, message, consent, page, origin }, headers) {
  const { campaign, page: pageAddress, variant, suspect } = completed(origin, headers);
  const given = catalog && advised(catalog, answers);
  const advice = catalog && advise(catalog, given);
  return {
    plan,
    ...contact,
    message,
    consent,
    answers: JSON.stringify(answers),
    page_catalog_version: page.version,
    page_content: page.content,
    page_language: page.language,
    recommended: catalog?.plans[advice.plan]?.id ?? null,
    fits: Number(catalog ? advice.fits : false),
    advice: JSON.stringify(catalog ? reportOf(catalog, given, advice) : null),
    costs: null,
    catalog_id: catalog ? served.id : page.id,
    catalog_version: catalog ? served.version : page.version,
    catalog_content: catalog ? served.content : null,
    checked: Number(catalog !== undefined),
    changes: "[]",
    campaign: JSON.stringify(campaign),
    page_address: pageAddress,
    variant,
    suspect: JSON.stringify(suspect),
  };
}

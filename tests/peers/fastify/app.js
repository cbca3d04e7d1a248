// The API: which address leads to which handler, and what every answer carries.

import Fastify, { LogController } from "fastify";
import { randomBytes } from "node:crypto";

import { createPlanRequest } from "./plan_request.js";
import { Problem } from "./problem.js";

/** The largest body that is taken, in bytes. */
const MAX_BYTES = 64 * 1024;

const HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "retry-after,idempotency-replayed",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
};

/** Gives the API on a catalogue and a store. */
export function appOf(catalog, store) {
  const app = Fastify({
    bodyLimit: MAX_BYTES,
    genReqId: () => randomBytes(8).toString("hex"),
    // One line for each request that is stored, as ours writes.
    logger: { level: "info", stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
  });
  // What a key names is the body byte by byte.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS).header("x-request-id", request.id);
  });
  app.post("/api/plan-requests", (request, reply) => createPlanRequest(catalog, store, request, reply));
  app.setNotFoundHandler(() => {
    throw Problem.notFound();
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error(error.message);
    reply.code(problem.status).type("application/problem+json").send(problem.body(request.id));
  });
  return app;
}

function problemOf(error) {
  if (error instanceof Problem) return error;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return Problem.tooLarge();
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return Problem.unsupportedType();
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return Problem.notJson("the document is empty; send a JSON object");
    default:
      return Problem.internal();
  }
}

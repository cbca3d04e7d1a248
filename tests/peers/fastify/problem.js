// Errors as clients get them: problem details by RFC 9457.

const TYPE = "urn:problem-type:plan-configurator:";

/** Why a request is not answered as it was meant. */
export class Problem extends Error {
  constructor(status, title, type, detail, errors = []) {
    super(detail);
    Object.assign(this, { status, title, type, errors });
  }

  static notJson(detail) {
    const error = { pointer: "", code: "not-json", detail };
    return new Problem(400, "The body is not JSON", "not-json", "the body is not JSON; errors says what is in the way", [error]);
  }

  static badIdempotencyKey() {
    const detail =
      "the header Idempotency-Key is not 1 to 255 visible ASCII characters; send a random id, or leave it out";
    return new Problem(400, "The idempotency key is malformed", "bad-idempotency-key", detail);
  }

  static notFound() {
    return new Problem(404, "Nothing is here", "not-found", "nothing is at this address; check its path");
  }

  static tooLarge() {
    return new Problem(413, "The body is too large", "too-large", "the body is larger than 64 KiB; shorten it");
  }

  static unsupportedType() {
    const detail = "the body is not said to be JSON; send it with Content-Type: application/json";
    return new Problem(415, "This type of body is not taken", "unsupported-type", detail);
  }

  static idempotencyKeyTaken() {
    const detail = "another body was sent under this Idempotency-Key; send a new key with a new request";
    return new Problem(422, "The idempotency key stands for another request", "idempotency-key-taken", detail);
  }

  static invalid(errors) {
    const detail = "the body breaks a rule; errors lists every place";
    return new Problem(422, "The request breaks a rule", "invalid-request", detail, errors);
  }

  static internal() {
    const detail = "something failed on our side; try again later";
    return new Problem(500, "Something failed", "internal", detail);
  }

  /** Gives the problem as it is sent. */
  body(request) {
    const { type, title, status, message, errors } = this;
    return JSON.stringify({ type: TYPE + type, title, status, detail: message, errors, request });
  }
}

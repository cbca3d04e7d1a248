// A value of a request's body together with its place. Reading goes on after a problem, so that one pass finds all of them.

/** The longest name, company or address, in characters. */
export const LONGEST_FIELD = 200;

/** How many problems of one body are told; one more says how many there are beside them. */
const MAX_PROBLEMS = 50;

// The same patterns as ours: what shows something by itself, and what stands around a text.
const VISIBLE =
  /[^\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{2800}\u{FFFC}\u{13441}\u{13442}\u{1D159}]/u;
const AROUND = /^\p{White_Space}+|\p{White_Space}+$/gu;

/** Whether a text shows anything. */
export const isVisible = (text) => VISIBLE.test(text);

/** A text without the spaces around it. */
export const trim = (text) => text.replace(AROUND, "");

/** How many characters a text has. */
export function lengthOf(text) {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count += 1;
  return count;
}

/** A value as it is quoted in problems: short, and on one line. */
export function quoted(json) {
  if (Array.isArray(json)) return `a list of ${json.length}`;
  if (typeof json === "object" && json !== null) return `an object of ${Object.keys(json).length} fields`;
  const text = JSON.stringify(json);
  return text.length > 62 ? `${text.slice(0, 61)}"…` : text;
}

const isObject = (json) => typeof json === "object" && json !== null && !Array.isArray(json);

export class Node {
  constructor(json, problems = [], pointer = "") {
    Object.assign(this, { json, problems, pointer });
  }

  /** Reports a problem here, or at another place. */
  report(code, detail, pointer = this.pointer) {
    this.problems.push({ pointer, code, detail });
  }

  /** The problems that are told. */
  told() {
    const more = this.problems.length - MAX_PROBLEMS;
    if (more <= 0) return this.problems;
    const detail = more === 1 ? "there is 1 more problem" : `there are ${more} more problems`;
    const last = { pointer: "", code: "too-long", detail: `${detail}; mend these first` };
    return [...this.problems.slice(0, MAX_PROBLEMS), last];
  }

  expected(what) {
    this.report("wrong-type", `${quoted(this.json)} is not ${what}; write ${what}`);
    return undefined;
  }

  child(key, json) {
    const name = String(key).replaceAll("~", "~0").replaceAll("/", "~1");
    return new Node(json, this.problems, `${this.pointer}/${name}`);
  }

  /** The items of a list; none, and a problem, where this is no list. */
  items() {
    if (Array.isArray(this.json)) return this.json.map((item, at) => this.child(at, item));
    this.expected("a list");
    return [];
  }

  /** The fields of an object by name; none, and a problem, where this is no object. */
  fields() {
    if (isObject(this.json)) return Object.entries(this.json).map(([name, json]) => [name, this.child(name, json)]);
    this.expected("an object");
    return [];
  }

  /** The fields of an object that may have these names alone. */
  knownFields(known) {
    const fields = new Map(this.fields());
    for (const [name, node] of fields) {
      if (known.includes(name)) continue;
      node.report("unknown", `the field ${quoted(name)} is unknown; known are ${known.join(", ")}`);
      fields.delete(name);
    }
    return fields;
  }

  /** A field that must be there. */
  required(fields, name) {
    const field = fields.get(name);
    if (!field && isObject(this.json)) this.report("missing", `the field "${name}" is missing; add it`);
    return field;
  }

  /** A text that is not blank and has no control character; nothing, and a problem, where this is no such text. */
  text(longest = LONGEST_FIELD, shows = () => true) {
    const text = this.json;
    if (typeof text !== "string") return this.expected("a text");
    if (trim(text) === "") {
      this.report("empty", "the text is empty; write one, or leave the field out where it is optional");
    } else if (!shows(text)) {
      this.report("empty", `${quoted(text)} shows nothing; write a text that can be read`);
    } else if (lengthOf(text) > longest) {
      this.report("too-long", `${quoted(text)} has ${lengthOf(text)} characters; keep it within ${longest}`);
    } else if (/\p{Cc}/u.test(text)) {
      this.report("control-character", `${quoted(text)} holds a control character; take it out`);
    } else {
      return text;
    }
    return undefined;
  }
}

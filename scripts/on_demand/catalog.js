// Content in another language than a page is made in, and a host's own catalogue: compiled text, or JSON that a compiler of its own makes
// into that.

import { byLanguage, closest } from "./content.js";
import { fault, worded } from "./fault.js";
import { reasonOf } from "./reason.js";
import { isPlain } from "../element/settings.js";

const file = (name, integrity) => ({ href: new URL(name, import.meta.url).href, integrity });

/** What the app shows, in each language of the catalogue, its own first; and the app's sentences alone, in English first. */
const CONTENT_FILES = byLanguage(CONTENTS, file);
const SENTENCE_FILES = byLanguage(SENTENCES, file);

const COMPILER = { glue: file(COMPILER_GLUE, COMPILER_GLUE_HASH), wasm: file(COMPILER_WASM, COMPILER_WASM_HASH) };

/** Each reason that a catalogue's address may have, in words. */
const WORDS = {
  offline: CATALOG_OFFLINE,
  missing: CATALOG_MISSING,
  policy: CATALOG_POLICY,
  server: CATALOG_SERVER,
};

/** The compiled catalogue of each element, for the time in which it changes its language alone. */
const compiledOf = new WeakMap();

/**
 * The content of an element in the language `lang`: that of the page, unless the host gives a catalogue of its own, as `data` or at an
 * `address`; then that, compiled, with the app's sentences in the language that it is told in. `isKept` says that it is the catalogue of
 * before; `app` is the app's glue, once that is there. `start` and `textOf` are the loader's, and `refused` are the addresses that policies of
 * the page refuse.
 */
export async function contentOf(element, isKept, data, address, lang, app, start, textOf, refused) {
  if (data === undefined && !address) return textOf(closest(CONTENT_FILES, lang));
  // Which sentences these are is known only by the catalogue; most often it is those of the page.
  const likely = closest(SENTENCE_FILES, lang || document.documentElement.lang);
  textOf(likely).catch(() => {});
  if (!isKept || !compiledOf.has(element)) keep(element, compiledText(data, address, start, refused));
  const compiled = await compiledOf.get(element);
  const language = (await app).toldIn(compiled, lang);
  if (language === undefined) throw ofAnotherVersion(data);
  return (await textOf(closest(SENTENCE_FILES, language))) + compiled;
}

/** Notes an element's compiled catalogue, which is on its way; the one of before again where it does not come. */
function keep(element, compiled) {
  const before = compiledOf.get(element);
  compiledOf.set(element, compiled);
  compiled.catch(() => {
    if (compiledOf.get(element) !== compiled) return;
    if (before) compiledOf.set(element, before);
    else compiledOf.delete(element);
  });
}

/**
 * The compiled text of a catalogue: of what the host gives as an object, else of what is at an address.
 */
async function compiledText(data, address, start, refused) {
  const bytes = data == null ? await download(address, refused) : new TextEncoder().encode(written(data));
  const text = decoded(bytes);
  if (text?.trim() === "") throw fault("catalog-invalid", "the catalogue is empty", { text: CATALOG_EMPTY });
  // The compiler says what is wrong with what is no UTF-8, such as texts in wider characters, which have zeros.
  const isCompiled = text !== undefined && !/^\s*\{|\0/.test(text);
  return isCompiled ? text : compile(bytes, data == null, start);
}

/** The text that bytes are; undefined where they are not UTF-8. */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What is said of a catalogue that the app cannot read, though it is whole. */
export function ofAnotherVersion(data) {
  const text = CATALOG_VERSION;
  return fault("catalog-invalid", "the catalogue is of another version", { text, isLasting: data != null });
}

/** An object as JSON. */
function written(data) {
  const wrong = (message) => fault("catalog-invalid", message, { text: CATALOG_NO_OBJECT, isLasting: true });
  if (!isPlain(data)) throw wrong("catalogData is not an object");
  try {
    return JSON.stringify(data);
  } catch (error) {
    throw wrong(`catalogData cannot be written as JSON: ${error.message}`);
  }
}

/** The address of a catalogue: of one of this script's server, which is named by its id, where that server has it. */
const addressOf = (named) => (/[/.:]/.test(named) ? named : new URL(`${named}/catalog.plans`, import.meta.url).href);

async function download(named, refused) {
  const address = addressOf(named);
  if (!/^https?:/.test(address)) {
    const text = worded(CATALOG_NO_ADDRESS, { file: address });
    throw fault("catalog-unreachable", `catalog="${address}" is not a URL`, { text, isLasting: true });
  }
  let cause = "a page stands there";
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!/^\s*</.test(new TextDecoder().decode(bytes))) return bytes;
  } catch (error) {
    cause = error.message;
  }
  const [reason = "missing", status] = await reasonOf({ href: address }, refused);
  throw fault("catalog-unreachable", `the catalogue ${address} cannot be loaded: ${cause}`, {
    reason,
    text: worded(WORDS[reason], { file: address, status }),
    isLasting: reason === "policy",
  });
}

async function compile(bytes, canBeMended, start) {
  let compiler;
  try {
    compiler = await start(COMPILER);
  } catch (error) {
    const message = `the compiler of catalogues cannot be loaded: ${error.message}`;
    throw fault("catalog-unreachable", message, { files: error.files });
  }
  const outcome = compiler.compile_bytes(bytes);
  const { compiled, problems } = outcome;
  outcome.free();
  if (compiled === undefined) {
    const message = `the catalogue has problems: ${problems.join("; ")}`;
    throw fault("catalog-invalid", message, { problems, text: PROBLEMS, isLasting: !canBeMended });
  }
  return compiled;
}

// The WebAssembly that makes what is taken elsewhere of the page's link. It is downloaded when the first of these is asked for.

import { start, textOf } from "../../element/start.js";
import { sheet } from "../../element/verified.js";
import { byLanguage, closest } from "../content.js";

const file = (name, integrity) => ({ href: new URL(name, import.meta.url).href, integrity });

const MODULE = { glue: file(GLUE, GLUE_HASH), wasm: file(WASM, WASM_HASH) };
const CONTENT_FILES = byLanguage(CONTENTS, file);
const STYLE_FILE = file(STYLE, STYLE_HASH);

/** Downloads it, for what comes next. */
export const load = () => start(MODULE);

/** What a link opens, in its language. */
const contentOf = (link) => textOf(closest(CONTENT_FILES, /(?:^#?|;)lang=([\w-]*)/.exec(link)?.[1] ?? ""));

/** What a function makes of a link. */
export async function made(link, make) {
  const [{ Export }, content] = await Promise.all([start(MODULE), contentOf(link)]);
  const exported = Export.open(content, link, Date.now() / 1000);
  if (!exported) throw new Error("the content is of another version");
  try {
    return make(exported);
  } finally {
    exported.free();
  }
}

/** An address as a QR code, in HTML; undefined where it is too long for one. */
export async function codeOf(address, label) {
  const { qr } = await start(MODULE);
  return qr(address, label);
}

let style;

/** Waits until what is shown here has its style: without it nothing of it is shown. */
export function styled() {
  style ??= new Promise((resolve, reject) => {
    const link = sheet(STYLE_FILE);
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      style = undefined;
      reject(new Error(`${link.href} cannot be loaded`));
    };
    document.head.append(link);
  });
  return style;
}

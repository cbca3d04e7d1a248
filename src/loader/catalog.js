// A host's own catalogue: compiled text, or JSON that a compiler of its own makes into that.

const url = (name) => new URL(name, import.meta.url);

const COMPILER = {
  glue: url(COMPILER_GLUE),
  glueHash: COMPILER_GLUE_HASH,
  wasm: url(COMPILER_WASM),
  wasmHash: COMPILER_WASM_HASH,
};

const fault = (code, message, more) => Object.assign(new Error(message), { code, ...more });

/** The compiled text of a catalogue: of an object, else of what is at an address. `start` is the loader's. */
export async function compiledText(data, address, start) {
  const text = data ? JSON.stringify(data) : await download(address);
  return /^\s*\{/.test(text) ? compile(text, start) : text;
}

async function download(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    return await response.text();
  } catch (error) {
    throw fault("catalog-unreachable", `the catalogue ${address} cannot be loaded: ${error.message}`);
  }
}

async function compile(json, start) {
  let compiler;
  try {
    compiler = await start(COMPILER);
  } catch (error) {
    throw fault("catalog-unreachable", `the compiler of catalogues cannot be loaded: ${error.message}`);
  }
  const outcome = compiler.compile(json);
  const { compiled, problems } = outcome;
  outcome.free();
  if (compiled === undefined) {
    const message = `the catalogue has problems: ${problems.join("; ")}`;
    throw fault("catalog-invalid", message, { problems, shown: list(problems) });
  }
  return compiled;
}

/** The problems for people to read. */
function list(problems) {
  const [shown, list] = ["div", "ul"].map((tag) => document.createElement(tag));
  for (const problem of problems) list.append(Object.assign(document.createElement("li"), { textContent: problem }));
  shown.append(PROBLEMS, list);
  return shown;
}

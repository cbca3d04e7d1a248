import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";

import source from "../../../../catalogs/msa.json";
import "../../../../style/main.css";
import { createConfigurator } from "../../shared/configurator.js";
import { App } from "./App.jsx";

const roots = new Map();
let mounted = 0;

/** Adds an instance. The ids of all but the first begin with a number of its own. */
function render(container) {
  const prefix = mounted === 0 ? "" : `${mounted}-`;
  mounted += 1;
  const root = createRoot(container);
  roots.set(container, root);
  root.render(<App store={store} prefix={prefix} />);
}

function mount(container) {
  flushSync(() => render(container));
}

function unmount(container) {
  roots.get(container)?.unmount();
  roots.delete(container);
}

const { store, host } = createConfigurator(source, mount, unmount);
globalThis.configurator = host;
render(document.getElementById("root"));

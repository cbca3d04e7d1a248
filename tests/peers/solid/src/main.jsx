import { render } from "solid-js/web";

import source from "../../../../catalogs/msa.json";
import "../../../../style/main.css";
import { createConfigurator } from "../../shared/configurator.js";
import { App } from "./App.jsx";

const disposers = new Map();
let mounted = 0;

/** Adds an instance. The ids of all but the first begin with a number of its own. */
function mount(container) {
  const prefix = mounted === 0 ? "" : `${mounted}-`;
  mounted += 1;
  disposers.set(
    container,
    render(() => <App store={store} prefix={prefix} />, container),
  );
}

function unmount(container) {
  disposers.get(container)?.();
  disposers.delete(container);
}

const { store, host } = createConfigurator(source, mount, unmount);
globalThis.configurator = host;
mount(document.getElementById("root"));

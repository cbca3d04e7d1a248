// What a host page writes as `<script type="module" src="https://…/plan-configurator.js">`. The tests say where it is.

const script = document.createElement("script");
script.type = "module";
script.src = new URLSearchParams(location.search).get("loader") ?? "/plan-configurator.js";
document.head.append(script);

// The page without the app, where that cannot start.

/** Sees to it that there is one, with all that can be read, and that its form is sent to the host's endpoint. */
export function completePlainPage(container, endpoint) {
  const send = () => {
    for (const form of container.querySelectorAll("form[action]")) form.action = endpoint;
  };
  send();
  if (container.querySelector(".page")) return;
  // The page as the build wrote it for hosts. Not by `fetch`: a document is the one way to read HTML that a policy of
  // trusted types leaves open.
  const request = new XMLHttpRequest();
  request.open("GET", new URL("plan-configurator.html", import.meta.url));
  request.responseType = "document";
  request.onload = () => {
    const template = request.response?.querySelector("plan-configurator > template");
    if (template) container.append(...template.content.querySelector(".root").childNodes);
    send();
  };
  request.send();
}

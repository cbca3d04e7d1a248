// The page as the build wrote it for hosts, where the app cannot start and the host has not put it there.

/** Adds it to a container; nothing where it cannot be loaded either. */
export function addStaticPage(container) {
  // Not `fetch`: a document is the one way to read HTML that a policy of trusted types leaves open.
  const request = new XMLHttpRequest();
  request.open("GET", new URL("plan-configurator.html", import.meta.url));
  request.responseType = "document";
  request.onload = () => {
    const template = request.response?.querySelector("plan-configurator > template");
    if (!template) return;
    container.append(...template.content.querySelector(".root").childNodes);
    const form = container.querySelector("#plain-form");
    // The address in it is relative to the page that it was written for.
    form.action = new URL(form.getAttribute("action"), import.meta.url);
  };
  request.send();
}

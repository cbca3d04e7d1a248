// Stands in the service worker's place where an operator switches it off: it takes away what workers before it kept, and itself.

/** How the names of the caches begin that a worker of this folder makes. */
const PREFIX = `plan-configurator ${new URL("./", location).href} `;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const own = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(own.map((name) => caches.delete(name)));
  await registration.unregister();
}

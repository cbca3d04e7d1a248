// A proxy in front of the server, which does to some requests what the networks of operators and visitors do.

import { createServer, request as send } from "node:http";
import { once } from "node:events";

/**
 * Starts one in front of an address, for a test; gives its own address, and what each request is answered by: `proxy.answer(request,
 * response)` answers one itself and says so by returning true, else it is passed on.
 */
export async function startProxy(t, target) {
  const proxy = { answer: () => false };
  const server = createServer((request, response) => {
    if (proxy.answer(request, response)) return;
    const { hostname, port } = new URL(target());
    const { method, url: path, headers } = request;
    const passed = send({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  /** Takes it off the network. */
  proxy.stop = () => {
    server.close();
    server.closeAllConnections();
  };
  t.after(proxy.stop);
  return proxy;
}

/** Answers with a page. */
export function answerPage(response, html, status = 200, headers = {}) {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers });
  response.end(`<!doctype html><html lang="en"><title>Elsewhere</title>${html}</html>`);
  return true;
}

/** Answers with a redirect. */
export function redirect(response, location) {
  response.writeHead(302, { location, "cache-control": "no-store" });
  response.end();
  return true;
}

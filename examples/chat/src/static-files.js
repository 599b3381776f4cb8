import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const CONTENT_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const SECURITY_HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const files = listFiles();

/**
 * Answers with a file of the page. What a request names is only looked up in a list made at the start, so no path,
 * however it is spelt, leads out of it. The script of the client is not among them: the Socket.IO server has it.
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export async function serveStaticFile(request, response) {
  if (request.method !== "GET" && request.method !== "HEAD")
    return sendText(response, 405, "GET or HEAD only");
  const file = files.get(pathOf(request));
  if (file === undefined) return sendText(response, 404, "Not found");
  try {
    send(response, 200, { type: CONTENT_TYPES[extname(file.pathname)], body: await readFile(file) });
  } catch (cause) {
    console.error(`Could not read ${file}:`, cause);
    sendText(response, 500, "The file could not be read");
  }
}

function listFiles() {
  const page = new URL("../public/", import.meta.url);
  const list = new Map(readdirSync(page).map((name) => [`/${name}`, new URL(name, page)]));
  list.set("/", new URL("index.html", page));
  return list;
}

function pathOf(request) {
  return request.url.split("?", 1)[0];
}

function sendText(response, status, text) {
  send(response, status, { type: "text/plain; charset=utf-8", body: Buffer.from(text) });
}

function send(response, status, { type, body }) {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    "cache-control": "no-cache",
    "content-length": body.length,
    "content-type": type,
  });
  // Node leaves the body out by itself when the request was a HEAD.
  response.end(body);
}

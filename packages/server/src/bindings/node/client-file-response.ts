import type { IncomingMessage, ServerResponse } from "node:http";
import type { EncodedFile } from "./encoded-file.js";

/** What every answer says. The files are the same for everybody, so that pages of any origin may have them. */
const commonHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "X-Content-Type-Options": "nosniff",
  Vary: "Accept-Encoding",
};

/** Whether a request wants to read, which is all that one can do with a file. */
export function isReading({ method }: IncomingMessage): boolean {
  return method === "GET" || method === "HEAD";
}

/** Answers with a file, or with the news that the browser's copy of it still holds. RFC 9110, 13.1.2. */
export function respondWithFile(request: IncomingMessage, response: ServerResponse, file: EncodedFile): void {
  const headers = { ...commonHeaders, "Cache-Control": "public, max-age=0", ETag: file.entityTag };
  if (hasCopy(request, file)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, ...describe(file) });
  if (request.method === "HEAD") {
    response.end(); // HTTP/2 would take a body for a write after the end
  } else {
    response.end(file.body);
  }
}

export function respondNotFound(response: ServerResponse): void {
  response.writeHead(404, { ...commonHeaders, "Cache-Control": "no-store", "Content-Length": 0 }).end();
}

export function respondMethodNotAllowed(response: ServerResponse): void {
  response.writeHead(405, { ...commonHeaders, Allow: "GET, HEAD", "Content-Length": 0 }).end();
}

/** Tags end in quotation marks on both sides and ours have none inside: to be part of the list is to be in it. */
function hasCopy({ headers }: IncomingMessage, { entityTag }: EncodedFile): boolean {
  const known = headers["if-none-match"] ?? "";
  return known.trim() === "*" || known.includes(entityTag);
}

function describe({ mediaType, encoding, body }: EncodedFile): Record<string, string | number> {
  return {
    "Content-Type": mediaType,
    "Content-Length": body.length,
    ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
  };
}

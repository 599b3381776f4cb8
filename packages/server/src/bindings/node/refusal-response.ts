import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Refusal } from "../../core/engine/admission.js";

/** Answers a plain HTTP request with a refusal that a page of any origin may read. PROTOCOL.md, Refusals. */
export function respond(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const body = bodyOf(refusal);
  const ending = request.httpVersionMajor < 2 ? { Connection: "close" } : {}; // HTTP/2 has no such header
  response.writeHead(refusal.status, { ...headersFor(request, body), ...ending });
  response.end(body);
}

/** Answers the question of a browser whether it may ask at all. */
export function respondToPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    ...corsHeaders(request),
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": request.headers["access-control-request-headers"] ?? "content-type",
  });
  response.end();
}

/** Answers an upgrade request with a refusal, and closes the connection. */
export function refuseUpgrade(request: IncomingMessage, socket: Duplex, refusal: Refusal): void {
  const body = bodyOf(refusal);
  const headers = Object.entries({ ...headersFor(request, body), Connection: "close" });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines}\r\n${body}`);
}

function bodyOf({ code, message }: Refusal): string {
  return JSON.stringify({ code, message });
}

function headersFor(request: IncomingMessage, body: string): Record<string, string | number> {
  return {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    ...corsHeaders(request),
  };
}

// The origin is echoed: a refusal holds no secret, and a page that may not read it could not tell what is wrong.
function corsHeaders({ headers: { origin } }: IncomingMessage): Record<string, string> {
  return origin === undefined
    ? {}
    : { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true", Vary: "Origin" };
}

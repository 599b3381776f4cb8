import { createHash } from "node:crypto";
import type { Duplex } from "node:stream";
import { type AnswerScript, endsOutside, type Outcome, timedOut, unreachable } from "../script.js";

type Answer = AnswerScript["answer"];

const http = (status: string, headers: Readonly<Record<string, string>> = {}, body = ""): string => {
  const all = { "Content-Length": String(Buffer.byteLength(body)), Connection: "close", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`;
};

const says =
  (text: string): Answer =>
  (socket) =>
    void socket.end(text);

const acceptFor = (key: string): string =>
  createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");

/** Switches protocols, with headers of its own. */
const switches =
  (headers: (accept: string) => string): Answer =>
  (socket, key) =>
    void socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers(acceptFor(key))}\r\n`);

const upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";

const reset = (socket: Duplex): void => {
  if ("resetAndDestroy" in socket && typeof socket.resetAndDestroy === "function") socket.resetAndDestroy();
};

const json = { "Content-Type": "application/json" };

function answers(title: string, answer: Answer, outcome: Outcome = unreachable): AnswerScript {
  return { title, answer, outcomes: [outcome] };
}

/** Servers that the client does not even get a WebSocket from. */
export const answerScripts: readonly AnswerScript[] = [
  answers(
    "answers 400 with a reason in JSON",
    says(http("400 Bad Request", json, '{"code":5,"message":"Unsupported protocol version"}')),
  ),
  answers("answers 403", says(http("403 Forbidden", json, '{"code":4,"message":"Forbidden"}'))),
  answers(
    "answers 401 and asks for credentials",
    says(http("401 Unauthorized", { "WWW-Authenticate": "Basic" })),
  ),
  answers(
    "answers 503 and asks to come back at once",
    says(http("503 Service Unavailable", { "Retry-After": "0" })),
  ),
  answers(
    "answers 200 with a page",
    says(http("200 OK", { "Content-Type": "text/html" }, "<h1>Welcome</h1>")),
  ),
  answers("answers 200 with a body that never ends", (socket) => {
    socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  }),
  answers("redirects to itself", says(http("302 Found", { Location: "/socket.io/?again=1" }))),
  answers("redirects to no address at all", says(http("302 Found", { Location: "http://[" }))),
  answers("answers with the greeting of another protocol", says("SSH-2.0-OpenSSH_9.6\r\n")),
  answers(
    "answers with random bytes",
    (socket) => void socket.end(Uint8Array.of(0, 255, 1, 254, 0x16, 3, 1)),
  ),
  answers(
    "answers with a header line of 100 kB",
    says(http("400 Bad Request", { Junk: "x".repeat(100_000) })),
  ),
  answers("resets the connection instead of an answer", reset),
  answers("closes the connection instead of an answer", (socket) => void socket.end()),
  answers("resets the connection in the middle of the handshake", (socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso", () => reset(socket));
  }),
  answers(
    "accepts a key that nobody sent",
    switches(() => `${upgrade}Sec-WebSocket-Accept: c29tZXRoaW5n\r\n`),
  ),
  answers(
    "accepts no key",
    switches(() => upgrade),
  ),
  answers(
    "switches to another protocol than WebSocket",
    switches((accept) => `Upgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n`),
  ),
  answers(
    "chooses a subprotocol that nobody offered",
    switches((accept) => `${upgrade}Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: mqtt\r\n`),
  ),
  answers(
    "chooses an extension that nobody offered",
    switches((accept) => `${upgrade}Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Extensions: x-own\r\n`),
  ),
  answers(
    "opens the WebSocket and closes the connection",
    (socket, key) =>
      void socket.end(
        `HTTP/1.1 101 Switching Protocols\r\n${upgrade}Sec-WebSocket-Accept: ${acceptFor(key)}\r\n\r\n`,
      ),
    endsOutside,
  ),
  { title: "does not answer", answer: () => undefined, options: { timeout: 400 }, outcomes: [timedOut] },
  {
    title: "answers one byte every 100 ms",
    answer: drip,
    options: { timeout: 700 },
    outcomes: [timedOut],
  },
];

function drip(socket: Duplex): void {
  const bytes = [...http("101 Switching Protocols")];
  const timer = setInterval(() => socket.write(bytes.shift() ?? "x"), 100);
  socket.on("close", () => clearInterval(timer));
}

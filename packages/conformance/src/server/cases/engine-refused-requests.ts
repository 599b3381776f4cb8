import type { Revision } from "../../requirements/requirement.js";
import type { RequestOptions } from "../server-kit.js";
import { plainHttp } from "./engine-refusal.js";

/** One request that must be refused. */
export interface RefusedRow {
  readonly id: string;
  /** What it is: the case is called "the server refuses …". */
  readonly what: string;
  readonly requirement: string;
  /** With the revision, which stands for a request that is right apart from the one fault. */
  request(revision: Revision): RequestOptions;
}

/** Every request that section 4.1 has refused. PROTOCOL.md, Request URI. */
export const refusedRequests: readonly RefusedRow[] = [
  query("eio-2", "EIO=2", "EIO-REQ-7", () => "EIO=2&transport=websocket"),
  query("eio-5", "EIO=5", "EIO-REQ-7", () => "EIO=5&transport=websocket"),
  query("eio-0", "EIO=0", "EIO-REQ-7", () => "EIO=0&transport=websocket"),
  query("eio-empty", "an empty EIO", "EIO-REQ-7", () => "EIO=&transport=websocket"),
  query("eio-word", "an EIO that is no number", "EIO-REQ-7", () => "EIO=four&transport=websocket"),
  query(
    "eio-leading-zero",
    "an EIO with a leading zero",
    "EIO-REQ-7",
    (eio) => `EIO=0${eio}&transport=websocket`,
  ),
  query("eio-fraction", "an EIO with a fraction", "EIO-REQ-7", (eio) => `EIO=${eio}.0&transport=websocket`),
  query(
    "eio-trailing",
    "an EIO with something behind it",
    "EIO-REQ-7",
    (eio) => `EIO=${eio}x&transport=websocket`,
  ),
  query("eio-twice", "EIO twice", "EIO-REQ-7", (eio) => `EIO=${eio}&EIO=${eio}&transport=websocket`),
  query(
    "eio-both",
    "both revisions at once",
    "EIO-REQ-7",
    (eio) => `EIO=${eio}&EIO=${7 - eio}&transport=websocket`,
  ),
  query("transport-missing", "a request without transport", "EIO-REQ-8", (eio) => `EIO=${eio}`),
  query("transport-empty", "an empty transport", "EIO-REQ-8", (eio) => `EIO=${eio}&transport=`),
  query(
    "transport-unknown",
    "an unknown transport",
    "EIO-REQ-8",
    (eio) => `EIO=${eio}&transport=carrier-pigeon`,
  ),
  query("transport-case", "transport=WebSocket", "EIO-REQ-8", (eio) => `EIO=${eio}&transport=WebSocket`),
  query(
    "transport-polling",
    "transport=polling over WebSocket",
    "EIO-REQ-8",
    (eio) => `EIO=${eio}&transport=polling`,
  ),
  query(
    "transport-twice",
    "transport=websocket twice",
    "EIO-REQ-8",
    (eio) => `EIO=${eio}&transport=websocket&transport=websocket`,
  ),
  query(
    "transport-both",
    "transport=websocket and then transport=polling",
    "EIO-REQ-8",
    (eio) => `EIO=${eio}&transport=websocket&transport=polling`,
  ),
  query(
    "transport-both-turned",
    "transport=polling and then transport=websocket",
    "EIO-REQ-8",
    (eio) => `EIO=${eio}&transport=polling&transport=websocket`,
  ),
  query("query-missing", "a request without a query", "EIO-REQ-8", () => ""),
  {
    id: "polling",
    what: "a request for HTTP long-polling",
    requirement: "EIO-REQ-8",
    request: (eio) => ({ query: `EIO=${eio}&transport=polling`, headers: plainHttp }),
  },
  query(
    "sid-unknown",
    "a sid that nobody has",
    "EIO-REQ-9",
    (eio) => `EIO=${eio}&transport=websocket&sid=abc`,
  ),
  query("sid-empty", "an empty sid", "EIO-REQ-9", (eio) => `EIO=${eio}&transport=websocket&sid=`),
  query("sid-first", "a sid in front", "EIO-REQ-9", (eio) => `sid=abc&EIO=${eio}&transport=websocket`),
  ...["POST", "PUT", "DELETE", "PATCH", "HEAD"].map((method) =>
    of(`method-${method.toLowerCase()}`, method, { method }),
  ),
  of("plain-get", "a GET that asks for no WebSocket", { headers: plainHttp }),
  of("method-plain-post", "a POST that asks for no WebSocket", {
    method: "POST",
    headers: { ...plainHttp, "Content-Length": "0" },
  }),
  header("upgrade-missing", "a request without Upgrade", "Upgrade", undefined),
  header("upgrade-other", "an Upgrade to something else", "Upgrade", "h2c"),
  header("connection-missing", "a request without Connection", "Connection", undefined),
  header("connection-keep-alive", "a Connection that is not Upgrade", "Connection", "keep-alive"),
  header("version-missing", "a request without Sec-WebSocket-Version", "Sec-WebSocket-Version", undefined),
  header("version-8", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Version", "8"),
  header("version-14", "Sec-WebSocket-Version: 14", "Sec-WebSocket-Version", "14"),
  header("key-missing", "a request without Sec-WebSocket-Key", "Sec-WebSocket-Key", undefined),
  header("key-empty", "an empty Sec-WebSocket-Key", "Sec-WebSocket-Key", ""),
  header("key-short", "a Sec-WebSocket-Key of 15 bytes", "Sec-WebSocket-Key", keyOf(15)),
  header("key-long", "a Sec-WebSocket-Key of 17 bytes", "Sec-WebSocket-Key", keyOf(17)),
  header(
    "key-not-base64",
    "a Sec-WebSocket-Key that is not base64",
    "Sec-WebSocket-Key",
    "!!!!!!!!!!!!!!!!!!!!!!==",
  ),
];

function query(
  id: string,
  what: string,
  requirement: string,
  write: (revision: Revision) => string,
): RefusedRow {
  return { id, what, requirement, request: (revision) => ({ query: write(revision) }) };
}

function header(id: string, what: string, name: string, value: string | undefined): RefusedRow {
  return of(id, what, { headers: { [name]: value } });
}

function of(id: string, what: string, request: RequestOptions): RefusedRow {
  return { id, what, requirement: "EIO-REQ-10", request: () => request };
}

function keyOf(bytes: number): string {
  return Buffer.alloc(bytes, 1).toString("base64");
}

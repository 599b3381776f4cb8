import type { Revision } from "../../requirements/requirement.js";
import type { RequestOptions } from "../server-kit.js";

/** One request that must be accepted. */
export interface AcceptedRow {
  readonly id: string;
  /** What it is: the case is called "the server accepts …". */
  readonly what: string;
  readonly requirement: string;
  request(revision: Revision): RequestOptions;
}

/** Requests that are right, however unusual they look. PROTOCOL.md, Request URI. */
export const acceptedRequests: readonly AcceptedRow[] = [
  query("usual", "EIO and then transport", (eio) => `EIO=${eio}&transport=websocket`),
  query("turned", "transport and then EIO", (eio) => `transport=websocket&EIO=${eio}`),
  query(
    "others-around",
    "parameters around EIO and transport",
    (eio) => `t=1&transport=websocket&b64=0&EIO=${eio}&x=1`,
  ),
  header("upgrade-case", "Upgrade: WebSocket", { Upgrade: "WebSocket" }),
  header("connection-case", "Connection: upgrade", { Connection: "upgrade" }),
  header("connection-list", "a Connection that lists keep-alive too", { Connection: "keep-alive, Upgrade" }),
  header("header-names", "names of headers in lower case", {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  }),
  header("extension-unknown", "an offer of an extension that nobody knows", {
    "Sec-WebSocket-Extensions": "x-nobody",
  }),
  header("headers-many", "headers that mean nothing here", {
    "User-Agent": "conformance",
    "Accept-Language": "en",
    Cookie: "a=1; b=2",
    Authorization: "Bearer abc",
    "X-Anything": "x".repeat(1_000),
  }),
  unknown("time", "t, the time", "t=PqRsTuV"),
  unknown("anything", "a parameter that it does not know", "room=7"),
  unknown("empty", "a parameter without a value", "room"),
  unknown("repeated", "a parameter that is repeated", "room=1&room=2"),
  unknown("encoded", "a parameter with percent-encoding", "r%6fom=%E2%82%AC%20%26+x"),
  unknown("badly-encoded", "a parameter whose percent-encoding is broken", "room=%zz%"),
  unknown("prototype", "parameters named like properties of objects", "__proto__=1&constructor=2&toString=3"),
  unknown("long", "a parameter of 2,000 characters", `room=${"x".repeat(2_000)}`),
  unknown("nothing", "ampersands without a parameter", "&&"),
  unknown(
    "other-case",
    "parameters that differ from its own in their case only",
    "eio=9&Transport=polling&SID=abc",
  ),
];

function query(id: string, what: string, write: (revision: Revision) => string): AcceptedRow {
  const request = (revision: Revision): RequestOptions => ({ query: write(revision) });
  return { id: `query-${id}`, what, requirement: "EIO-REQ-5", request };
}

function header(id: string, what: string, headers: RequestOptions["headers"] & object): AcceptedRow {
  return { id, what, requirement: "EIO-REQ-5", request: () => ({ headers }) };
}

function unknown(id: string, what: string, parameters: string): AcceptedRow {
  const request = (): RequestOptions => ({ moreQuery: `&${parameters}` });
  return { id: `unknown-${id}`, what, requirement: "EIO-REQ-6", request };
}

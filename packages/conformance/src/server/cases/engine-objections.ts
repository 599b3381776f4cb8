import type { Revision } from "../../requirements/requirement.js";
import type { RequestOptions } from "../server-kit.js";
import { plainHttp } from "./engine-refusal.js";

/** A request that is refused, and how. */
export interface ObjectionRow {
  readonly id: string;
  /** What it is: the case is called "the refusal of … has …". */
  readonly what: string;
  readonly status: number;
  readonly code: number;
  request(revision: Revision): RequestOptions;
}

const elsewhere = { Origin: "http://elsewhere.example" };

/** The table of PROTOCOL.md, Refusals. */
export const objections: readonly ObjectionRow[] = [
  row("polling", "transport=polling", 0, (eio) => ({
    query: `EIO=${eio}&transport=polling`,
    headers: plainHttp,
  })),
  row("transport", "an unknown transport", 0, (eio) => ({ query: `EIO=${eio}&transport=carrier-pigeon` })),
  row("transport-missing", "a request without transport", 0, (eio) => ({ query: `EIO=${eio}` })),
  row("sid", "a request with a sid", 1, () => ({ moreQuery: "&sid=abc" })),
  row("method", "a POST", 2, () => ({ method: "POST" })),
  row("plain-method", "a DELETE without a WebSocket handshake", 2, () => ({
    method: "DELETE",
    headers: plainHttp,
  })),
  row("no-handshake", "a GET without a WebSocket handshake", 3, () => ({ headers: plainHttp })),
  row("broken-handshake", "a broken key", 3, () => ({ headers: { "Sec-WebSocket-Key": "abc" } })),
  { ...row("origin", "a foreign Origin", 4, () => ({ headers: elsewhere })), status: 403 },
  row("eio", "an unknown EIO", 5, () => ({ query: "EIO=5&transport=websocket" })),
  row("eio-twice", "EIO twice", 5, (eio) => ({ query: `EIO=${eio}&EIO=${eio}&transport=websocket` })),
];

/** Two objections at once; what is said is the first of them. PROTOCOL.md, Order of objections. */
export const doubleObjections: readonly ObjectionRow[] = [
  row("polling-before-method", "a POST with transport=polling", 0, (eio) => ({
    method: "POST",
    query: `EIO=${eio}&transport=polling`,
    headers: { ...plainHttp, "Content-Length": "0" },
  })),
  row("method-before-transport", "a POST without transport", 2, (eio) => ({
    method: "POST",
    query: `EIO=${eio}`,
  })),
  row("transport-before-sid", "a sid and no transport", 0, (eio) => ({ query: `EIO=${eio}&sid=abc` })),
  row("sid-before-eio", "an unknown EIO and a sid", 1, () => ({
    query: "EIO=5&transport=websocket&sid=abc",
  })),
  row("eio-before-origin", "an unknown EIO and a foreign Origin", 5, () => ({
    query: "EIO=5&transport=websocket",
    headers: elsewhere,
  })),
  row("eio-before-handshake", "an unknown EIO and no WebSocket handshake", 5, () => ({
    query: "EIO=5&transport=websocket",
    headers: plainHttp,
  })),
];

function row(
  id: string,
  what: string,
  code: number,
  request: (revision: Revision) => RequestOptions,
): ObjectionRow {
  return { id, what, status: 400, code, request };
}

import type { Duplex } from "node:stream";
import type { Frame, ViolationCode } from "@sockeye/protocol";
import type { ClientOptions } from "./client-under-test.js";
import type { Visitor } from "./visitor.js";

/** What a server does next: it sends a frame, or something that takes a function to do. */
export type Step = Frame | ((visitor: Visitor) => void | Promise<void>);

interface ScriptBase {
  /** Goes on from "a server that". */
  readonly title: string;
  readonly options?: ClientOptions;
  /** What may come of it. More than one where the client is free to choose. */
  readonly outcomes: readonly Outcome[];
}

/** A server that never gets as far as a WebSocket: it answers the request in its own way. */
export interface AnswerScript extends ScriptBase {
  readonly answer: (socket: Duplex, key: string) => void;
}

/** A server that opens the WebSocket and then takes these steps, on each connection anew. */
export interface FrameScript extends ScriptBase {
  readonly steps: readonly Step[];
}

export type Script = AnswerScript | FrameScript;

/** What a script is to lead to. */
export interface Outcome {
  /** All that the application may be told of one connection: `connect; disconnect: transport close: 1000`. */
  readonly story: string | RegExp;
  /** What the client does about it. */
  readonly reaction: "stays" | "comes back" | "gives up";
  /** Events that must be delivered. */
  readonly delivers?: readonly string[];
  /** Events that must not be delivered, beside the last one when the client does not stay. */
  readonly withholds?: readonly string[];
  /** How many connections may be open in the end: one, or none when the client gives up, unless this says more. */
  readonly leavesOpen?: number;
  /** How long the socket is connected, at least. */
  readonly lastsMs?: number;
}

/** The client takes no offence: it stays, and what comes after arrives. */
export const tolerated: Outcome = { story: "connect", reaction: "stays" };

/** The same, and these events arrive as well. */
export const delivered = (...names: string[]): Outcome => ({ ...tolerated, delivers: names });

/** No WebSocket comes about. */
export const unreachable: Outcome = {
  story: "connect_error: websocket error",
  reaction: "comes back",
};

/** The connection is not ready in time. */
export const timedOut: Outcome = { story: "connect_error: timeout", reaction: "comes back" };

/** A violation before the namespace was granted. */
export function violatesOutside(code: ViolationCode): Outcome {
  return { story: `connect_error: ${code}`, reaction: "comes back" };
}

/** A violation by a server that has granted the namespace. */
export function violates(code: ViolationCode): Outcome {
  return { story: `connect; disconnect: parse error: ${code}`, reaction: "comes back" };
}

/** The connection ends before the namespace was granted, however that is put. */
export const endsOutside: Outcome = { story: /^connect_error: [^;]+$/, reaction: "comes back" };

/** The WebSocket is closed with that code before the namespace was granted. */
export function closedOutside(code: number): Outcome {
  return { story: `connect_error: ${code}`, reaction: "comes back" };
}

/** The WebSocket is closed with that code after the namespace was granted. */
export function closed(code: number): Outcome {
  return { story: `connect; disconnect: transport close: ${code}`, reaction: "comes back" };
}

/** The namespace is refused: the connection is not to blame. */
export const refused = (story: string | RegExp = /^connect_error: [^;]*$/): Outcome => ({
  story,
  reaction: "gives up",
});

/** The server takes the client out of the namespace. */
export const dismissed: Outcome = {
  story: "connect; disconnect: io server disconnect",
  reaction: "gives up",
};

/** The heartbeat fails, though not before the least interval and the least patience are over. */
export const pingTimeout: Outcome = {
  story: "connect; disconnect: ping timeout",
  reaction: "comes back",
  lastsMs: 1900,
};

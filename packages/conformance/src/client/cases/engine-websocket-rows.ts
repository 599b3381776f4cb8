import { opcodes } from "../../wire/raw-frame.js";
import type { EndingRow } from "./engine-ending.js";

const echo = '42["echo","x"]';

/** A text message that is not UTF-8. */
export const invalidText = echoOf(0xff);

/** What a server must not send at the level of WebSocket, and that it ends the connection. PROTOCOL.md, WebSocket. */
export const websocketEndings: readonly EndingRow[] = [
  ...[
    { id: "invalid-byte", what: "a byte that UTF-8 does not have", payload: invalidText },
    { id: "surrogate", what: "a surrogate in UTF-8", payload: echoOf(0xed, 0xa0, 0x80) },
    { id: "overlong", what: "a character in more bytes than it needs", payload: echoOf(0xc0, 0xaf) },
    { id: "cut-character", what: "a character that is cut off", payload: echoOf(0xe2, 0x82) },
  ].map(({ id, what, payload }) => ({
    id: `websocket-client-ends-at-${id}`,
    at: `a text message with ${what}`,
    requirements: ["EIO-WS-4"],
    frames: [{ opcode: opcodes.text, payload }],
  })),
  ...[
    {
      id: "first-reserved-bit",
      what: "the first reserved bit",
      frame: { opcode: opcodes.text, payload: echo, rsv: 4 },
    },
    {
      id: "second-reserved-bit",
      what: "the second reserved bit",
      frame: { opcode: opcodes.text, payload: echo, rsv: 2 },
    },
    {
      id: "third-reserved-bit",
      what: "the third reserved bit",
      frame: { opcode: opcodes.text, payload: echo, rsv: 1 },
    },
    { id: "unknown-data-frame", what: "an unknown opcode, 3", frame: { opcode: 3, payload: echo } },
    { id: "unknown-control-frame", what: "an unknown opcode, 11", frame: { opcode: 11 } },
    {
      id: "fragmented-ping",
      what: "a ping frame in fragments",
      frame: { opcode: opcodes.ping, isFinal: false },
    },
    {
      id: "long-ping",
      what: "a ping frame of 126 bytes",
      frame: { opcode: opcodes.ping, payload: "x".repeat(126) },
    },
    {
      id: "long-pong",
      what: "a pong frame of 126 bytes",
      frame: { opcode: opcodes.pong, payload: "x".repeat(126) },
    },
    {
      id: "continuation",
      what: "a continuation of nothing",
      frame: { opcode: opcodes.continuation, payload: echo },
    },
  ].map(({ id, what, frame }) => ({
    id: `websocket-client-ends-at-${id}`,
    at: what,
    requirements: ["EIO-WS-7"],
    frames: [frame],
  })),
  {
    id: "websocket-client-ends-at-message-within-message",
    at: "a message that starts before the last one is complete",
    requirements: ["EIO-WS-7"],
    frames: [
      { opcode: opcodes.text, payload: '42["echo",', isFinal: false },
      { opcode: opcodes.text, payload: echo },
    ],
  },
  {
    id: "websocket-client-ends-at-mask",
    at: "a frame that is masked",
    requirements: ["EIO-WS-12"],
    frames: [{ opcode: opcodes.text, payload: echo, isMasked: true }],
  },
];

/** `42["echo","…"]` with these bytes in place of the dots. */
function echoOf(...inside: readonly number[]): Uint8Array {
  return Buffer.concat([Buffer.from('42["echo","'), Uint8Array.from(inside), Buffer.from('"]')]);
}

import { opcodes, type RawFrame } from "../../wire/raw-frame.js";
import type { ViolationRow } from "./engine-violation.js";

const event = '42["message","x"]';
const long = new Uint8Array(126);

/** Frames of a client without a mask. PROTOCOL.md, WebSocket. */
export const unmaskedFrames: readonly ViolationRow[] = [
  row("unmasked-text", "a text frame without a mask", {
    opcode: opcodes.text,
    payload: event,
    isMasked: false,
  }),
  {
    id: "unmasked-binary",
    what: "a binary frame without a mask",
    frames: [
      '451-["message",{"_placeholder":true,"num":0}]',
      { opcode: opcodes.binary, payload: Uint8Array.of(4, 1), isMasked: false },
    ],
  },
  row("unmasked-ping", "a ping frame without a mask", {
    opcode: opcodes.ping,
    payload: "x",
    isMasked: false,
  }),
  {
    id: "unmasked-continuation",
    what: "a continuation without a mask",
    frames: [
      { opcode: opcodes.text, payload: '42["message",', isFinal: false },
      { opcode: opcodes.continuation, payload: '"x"]', isMasked: false },
    ],
  },
];

/** Frames that RFC 6455 knows nothing of, or forbids. PROTOCOL.md, WebSocket. */
export const brokenFrames: readonly ViolationRow[] = [
  row("rsv1", "the first reserved bit", { opcode: opcodes.text, payload: event, rsv: 4 }),
  row("rsv2", "the second reserved bit", { opcode: opcodes.text, payload: event, rsv: 2 }),
  row("rsv3", "the third reserved bit", { opcode: opcodes.text, payload: event, rsv: 1 }),
  row("rsv-ping", "a reserved bit in a ping frame", { opcode: opcodes.ping, rsv: 4 }),
  ...[3, 7, 11, 15].map((opcode) =>
    row(`opcode-${opcode}`, `the opcode ${opcode}`, { opcode, payload: event }),
  ),
  ...fragmented("ping", opcodes.ping, "x"),
  ...fragmented("pong", opcodes.pong, "x"),
  ...fragmented("close", opcodes.close, Uint8Array.of(3, 232)),
  row("long-ping", "a ping frame of 126 bytes", { opcode: opcodes.ping, payload: long }),
  row("long-pong", "a pong frame of 126 bytes", { opcode: opcodes.pong, payload: long }),
  row("very-long-ping", "a ping frame of 65,536 bytes", {
    opcode: opcodes.ping,
    payload: new Uint8Array(65_536),
  }),
  row("stray-continuation", "a continuation of nothing", { opcode: opcodes.continuation, payload: event }),
  row("stray-continuation-open", "a continuation of nothing that is not the last", {
    opcode: opcodes.continuation,
    payload: event,
    isFinal: false,
  }),
  {
    id: "stray-continuation-after-message",
    what: "a continuation of a message that is complete",
    frames: ['42["nobody-listens"]', { opcode: opcodes.continuation, payload: "" }],
  },
];

function row(id: string, what: string, frame: RawFrame): ViolationRow {
  return { id, what, frames: [frame] };
}

function fragmented(name: string, opcode: number, payload: string | Uint8Array): readonly ViolationRow[] {
  const first: RawFrame = { opcode, payload, isFinal: false };
  return [
    row(`unfinished-${name}`, `a ${name} frame that is not the last of its message`, first),
    {
      id: `fragmented-${name}`,
      what: `a ${name} frame and a continuation`,
      frames: [first, { opcode: opcodes.continuation, payload: "" }],
    },
  ];
}

import { constants, deflateRawSync } from "node:zlib";
import {
  closePayload,
  encodeFrame,
  opcode,
  type RawFrame,
} from "../../../../server/test/contract/raw-frames.js";
import { closed, delivered, type FrameScript, type Outcome, type Step, tolerated } from "../script.js";
import { asked, granted, openPacket, raw, welcome } from "../steps.js";

/** What is wrong with a frame is found below the client, which has no code of its own for it. */
const broken: Outcome = {
  story: "connect; disconnect: parse error",
  reaction: "comes back",
  withholds: ["bad"],
};

const breaks = (title: string, ...frames: RawFrame[]): FrameScript => ({
  title,
  steps: [...welcome, raw(...frames)],
  outcomes: [broken],
});

const event = '42["bad"]';
const { binary, close, continuation, ping, text } = opcode;
/** The same as `welcome`, for a connection where what is sent in the usual way is compressed, and so comes later. */
const rawWelcome: readonly Step[] = [
  raw({ opcode: text, payload: openPacket() }),
  asked,
  raw({ opcode: text, payload: granted }),
];
const oneByteAtATime = (payload: string): RawFrame[] =>
  [...payload].map((letter, index) => ({
    opcode: index === 0 ? text : continuation,
    payload: letter,
    isFinal: index === payload.length - 1,
  }));

/** Servers whose WebSocket itself is broken. */
export const frameScripts: readonly FrameScript[] = [
  breaks("sends invalid UTF-8", { opcode: text, payload: Uint8Array.of(0x34, 0x32, 0xff, 0xfe) }),
  breaks("sends half of a surrogate pair", { opcode: text, payload: Uint8Array.of(0x34, 0xed, 0xa0, 0x80) }),
  breaks("sends a frame with RSV1", { opcode: text, payload: event, rsv: 4 }),
  breaks("sends a frame with RSV2 and RSV3", { opcode: text, payload: event, rsv: 3 }),
  breaks("sends a masked frame", { opcode: text, payload: event, isMasked: true }),
  breaks("sends a control frame of 126 bytes", { opcode: ping, payload: "p".repeat(126) }),
  breaks("sends a control frame in fragments", { opcode: ping, payload: "p", isFinal: false }),
  breaks("sends an unknown opcode", { opcode: 3, payload: event }),
  breaks("sends an unknown control opcode", { opcode: 11, payload: event }),
  breaks("sends a continuation of nothing", { opcode: continuation, payload: event }),
  breaks(
    "sends a text within the fragments of another",
    { opcode: text, payload: event, isFinal: false },
    { opcode: text, payload: event },
  ),
  breaks("closes with the code 1005", { opcode: close, payload: closePayload(1005) }),
  breaks("closes with the code 0", { opcode: close, payload: closePayload(0) }),
  breaks("closes with the code 2999", { opcode: close, payload: closePayload(2999) }),
  breaks("closes with half a code", { opcode: close, payload: Uint8Array.of(3) }),
  breaks("closes with a reason in invalid UTF-8", {
    opcode: close,
    payload: closePayload(1000, Uint8Array.of(0xff)),
  }),
  {
    title: "announces a frame of 2 ** 63 bytes",
    steps: [...welcome, (visitor) => visitor.writeBytes(Uint8Array.of(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0))],
    outcomes: [broken],
  },
  {
    title: "announces a frame of 1 GB",
    steps: [...welcome, (visitor) => visitor.writeBytes(Uint8Array.of(0x82, 127, 0, 0, 0, 0, 0x40, 0, 0, 0))],
    outcomes: [broken],
  },
  {
    title: "sends a frame larger than is allowed",
    steps: [...welcome, raw({ opcode: text, payload: `42["bad","${"x".repeat(5_000_000)}"]` })],
    options: { maxPacketBytes: 1_000_000 },
    outcomes: [broken],
  },
  {
    title: "sends fragments that are larger together than is allowed",
    steps: [
      ...welcome,
      raw({ opcode: text, payload: '42["bad","', isFinal: false }),
      ...Array.from({ length: 30 }, () =>
        raw({ opcode: continuation, payload: "x".repeat(50_000), isFinal: false }),
      ),
      raw({ opcode: continuation, payload: '"]' }),
    ],
    options: { maxPacketBytes: 1_000_000 },
    outcomes: [broken],
  },
  {
    title: "sends little that inflates to more than is allowed",
    steps: [
      ...rawWelcome,
      raw({ opcode: text, payload: deflated(`42["bad","${"x".repeat(20_000_000)}"]`), rsv: 4 }),
    ],
    options: { maxPacketBytes: 1_000_000, perMessageDeflate: true },
    outcomes: [broken],
  },
  {
    title: "sends what can not be inflated",
    steps: [...rawWelcome, raw({ opcode: text, payload: Uint8Array.of(255, 254, 253), rsv: 4 })],
    options: { perMessageDeflate: true },
    outcomes: [{ ...broken, story: /^connect; disconnect: (parse|transport) error$/ }],
  },
  {
    title: "sends everything one byte a fragment",
    steps: [
      raw(...oneByteAtATime(openPacket())),
      asked,
      raw(...oneByteAtATime(granted)),
      raw(...oneByteAtATime('42["slow"]')),
    ],
    outcomes: [delivered("slow")],
  },
  {
    title: "pings between the fragments of an event",
    steps: [
      ...welcome,
      raw(
        { opcode: text, payload: '42["sl', isFinal: false },
        { opcode: ping, payload: "p".repeat(125) },
        { opcode: continuation, payload: 'ow"]' },
      ),
    ],
    outcomes: [delivered("slow")],
  },
  {
    title: "sends empty fragments",
    steps: [
      ...welcome,
      raw(
        { opcode: text, payload: "", isFinal: false },
        ...Array.from({ length: 1000 }, () => ({ opcode: continuation, isFinal: false })),
        { opcode: continuation, payload: '42["slow"]' },
      ),
    ],
    outcomes: [delivered("slow")],
  },
  {
    title: "sends 50 pings of WebSocket",
    steps: [...welcome, pings(50)],
    outcomes: [tolerated],
  },
  {
    // A library may well give up on a peer that does not read its pongs.
    title: "sends 10,000 pings of WebSocket",
    steps: [...welcome, pings(10_000)],
    outcomes: [tolerated, closed(1006)],
  },
  {
    title: "sends events behind its close frame",
    steps: [
      ...welcome,
      (visitor) =>
        visitor.writeBytes(
          Buffer.concat([
            encodeFrame({ opcode: close, payload: closePayload(1000), isMasked: false }),
            encodeFrame({ opcode: text, payload: event, isMasked: false }),
            encodeFrame({ opcode: binary, payload: event, isMasked: false }),
          ]),
        ),
    ],
    outcomes: [{ ...closed(1000), withholds: ["bad"] }],
  },
];

function pings(count: number): Step {
  return raw(...Array.from({ length: count }, () => ({ opcode: ping, payload: "awake?" })));
}

/** Compressed as RFC 7692 has it, without the end that goes without saying. */
function deflated(payload: string): Uint8Array {
  return deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}

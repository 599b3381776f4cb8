import { encodeFrame, opcodes, type RawFrame } from "../../wire/raw-frame.js";
import type { ClientPeer } from "../client-peer.js";

/** Something that a server must not send, of each layer. */
export interface Violation {
  readonly id: string;
  readonly what: string;
  readonly frame: RawFrame;
}

/** A violation of each layer. PROTOCOL.md, Violations. */
export const violations: readonly Violation[] = [
  {
    id: "websocket",
    what: "a violation of WebSocket",
    frame: { opcode: opcodes.text, payload: "6", rsv: 2 },
  },
  { id: "engine", what: "a violation of Engine.IO", frame: { opcode: opcodes.text, payload: "7" } },
  {
    id: "socket",
    what: "a violation of Socket.IO",
    frame: { opcode: opcodes.text, payload: '42{"echo":1}' },
  },
  {
    id: "binary",
    what: "an attachment that is not due",
    frame: { opcode: opcodes.binary, payload: Uint8Array.of(4, 1) },
  },
];

/** What a client has to survive, whether or not it ends the connection. */
export const mischief: readonly {
  readonly id: string;
  readonly what: string;
  readonly act: (peer: ClientPeer) => void;
}[] = [
  ...violations.map(({ id, what, frame }) => ({
    id,
    what,
    act: (peer: ClientPeer) => peer.sendFrame(frame),
  })),
  {
    id: "other-protocol",
    what: "bytes that are no frames",
    act: (peer) => peer.write(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")),
  },
  {
    id: "endless-frame",
    what: "a frame that claims to be longer than any memory",
    act: (peer) => peer.write(Buffer.of(0x81, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0x34)),
  },
  {
    id: "half-frame",
    what: "half a frame",
    act: (peer) =>
      peer.write(encodeFrame({ opcode: opcodes.text, payload: '42["echo","half"]' }, false).subarray(0, 9)),
  },
  {
    id: "half-packet",
    what: "a packet without its attachment",
    act: (peer) => peer.send('451-["echo",{"_placeholder":true,"num":0}]'),
  },
];

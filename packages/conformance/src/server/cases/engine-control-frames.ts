import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { describeMessage } from "../../wire/message.js";
import { closePayload, opcodes } from "../../wire/raw-frame.js";
import { sendFrames } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";
import { fragments } from "./engine-fragments.js";

import { expectViolation } from "./engine-violation.js";

interface PayloadRow {
  readonly id: string;
  readonly what: string;
  readonly payload: Uint8Array;
}

const pings: readonly PayloadRow[] = [
  { id: "empty", what: "an empty ping frame", payload: new Uint8Array() },
  { id: "text", what: "a ping frame with a text", payload: Buffer.from("2probe") },
  {
    id: "bytes",
    what: "a ping frame with bytes that are no text",
    payload: Uint8Array.of(0, 0xff, 0xc0, 0x80),
  },
  { id: "longest", what: "a ping frame of 125 bytes", payload: new Uint8Array(125).fill(0xfe) },
];

const closes: readonly PayloadRow[] = [
  { id: "empty", what: "a close frame without a code", payload: new Uint8Array() },
  { id: "1000", what: "a close frame with 1000", payload: closePayload(1000, "") },
  { id: "1001", what: "a close frame with 1001 and a reason", payload: closePayload(1001, "goïng") },
  { id: "3000", what: "a close frame with 3000", payload: closePayload(3000, "") },
  { id: "4999", what: "a close frame with 4999 and 123 bytes", payload: closePayload(4999, "x".repeat(123)) },
];

const brokenCloses: readonly PayloadRow[] = [
  { id: "one-byte", what: "a close frame of one byte", payload: Uint8Array.of(3) },
  { id: "code-0", what: "a close frame with the code 0", payload: closePayload(0, "") },
  { id: "code-1005", what: "a close frame with 1005", payload: closePayload(1005, "") },
  { id: "code-1006", what: "a close frame with 1006", payload: closePayload(1006, "") },
  {
    id: "bad-utf8",
    what: "a close frame whose reason is not UTF-8",
    payload: Uint8Array.of(3, 232, 0xc3, 0x28),
  },
];

/** Pings and close frames of WebSocket itself. PROTOCOL.md, WebSocket. */
export const controlFrameCases: readonly Case<ServerKit>[] = [
  ...pings.map(
    ({ id, what, payload }): Case<ServerKit> => ({
      id: `websocket-ping-${id}`,
      title: `the server answers ${what} with a pong frame of the same payload`,
      requirements: ["EIO-WS-9"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        peer.sendFrame({ opcode: opcodes.ping, payload });
        await peer.expectPong(payload);
        await peer.expectAlive();
      },
    }),
  ),
  {
    id: "websocket-ping-before-joining",
    title: "the server answers a ping frame of a client that is in no namespace yet",
    requirements: ["EIO-WS-9"],
    revisions: both,
    async run(kit) {
      const peer = await kit.connect();
      peer.sendFrame({ opcode: opcodes.ping, payload: "early" });
      await peer.expectPong("early");
    },
  },
  ...closes.map(
    ({ id, what, payload }): Case<ServerKit> => ({
      id: `websocket-close-${id}`,
      title: `the server answers ${what} with a close frame and ends the connection`,
      requirements: ["EIO-WS-10"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        peer.sendFrame({ opcode: opcodes.close, payload });
        await expectClosed(peer);
      },
    }),
  ),
  {
    id: "websocket-close-before-joining",
    title: "the server answers the close frame of a client that is in no namespace yet",
    requirements: ["EIO-WS-10"],
    revisions: both,
    async run(kit) {
      const peer = await kit.connect();
      peer.sendClose(1000);
      await expectClosed(peer);
    },
  },
  {
    id: "websocket-close-between-fragments",
    title: "the server answers a close frame between two fragments",
    requirements: ["EIO-WS-3", "EIO-WS-10"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendFrames(peer, fragments("text", ['42["message","x"', "]"]).slice(0, 1));
      peer.sendClose(1000);
      await expectClosed(peer);
    },
  },
  {
    id: "websocket-close-is-the-last",
    title: "the server does not act on a message behind a close frame",
    requirements: ["EIO-WS-10"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await expectViolation(peer, [{ opcode: opcodes.close, payload: closePayload(1000, "") }]);
    },
  },
  {
    id: "websocket-close-once",
    title: "the server ends the connection after the answer to its close frame, without another one",
    requirements: ["EIO-WS-10"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["close"]');
      await expectClosed(peer);
    },
  },
  ...brokenCloses.map(
    ({ id, what, payload }): Case<ServerKit> => ({
      id: `websocket-close-${id}`,
      title: `${what} ends the connection`,
      requirements: ["EIO-WS-10"],
      revisions: both,
      async run(kit) {
        await expectViolation(await kit.joined(), [{ opcode: opcodes.close, payload }]);
      },
    }),
  ),
];

/** A close frame comes, then the end of TCP and nothing else: it is the server that ends it (RFC 6455, 7.1.1). */
async function expectClosed(peer: ServerPeer): Promise<void> {
  const { code } = await peer.expectEnd();
  if (code === undefined) {
    peer.fail("a close frame", "the end of the TCP connection without one");
  }
  const message = await peer.next();
  if (message.kind !== "end") {
    peer.fail("the end of the TCP connection after both close frames", describeMessage(message));
  }
}

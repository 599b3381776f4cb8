import type { Case } from "../../run/case.js";
import { opcodes } from "../../wire/raw-frame.js";
import type { ClientKit } from "../client-kit.js";
import { endingCase, endLimitMs } from "./engine-ending.js";
import { invalidText, websocketEndings } from "./engine-websocket-rows.js";

const bytes = Uint8Array.of(1, 2, 3);

const pings: readonly {
  readonly id: string;
  readonly what: string;
  readonly payload: string | Uint8Array;
}[] = [
  { id: "empty", what: "without a payload", payload: "" },
  { id: "text", what: "with a payload", payload: "are you there?" },
  { id: "longest", what: "with the longest payload that there is", payload: new Uint8Array(125).fill(0xfe) },
];

const closings: readonly {
  readonly id: string;
  readonly what: string;
  readonly code?: number;
  readonly reason?: string;
}[] = [
  { id: "code", what: "with a code and a reason", code: 1001, reason: "going away" },
  { id: "empty", what: "without a code" },
];

/** Cases of PROTOCOL.md, WebSocket. */
export const websocketCases: readonly Case<ClientKit>[] = [
  {
    id: "websocket-client-one-packet-a-message",
    title: "the client sends each packet in a message of its own",
    requirements: ["EIO-WS-1"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      for (const name of ["one", "two", "three"]) {
        peer.instruct("emit", [name]);
      }
      for (const name of ["one", "two", "three"]) {
        await peer.expect(`42["${name}"]`);
      }
    },
  },
  {
    id: "websocket-client-text-and-binary",
    title: "the client sends packets as text messages and attachments as binary ones",
    requirements: ["EIO-WS-2"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      peer.send('451-["echo",{"_placeholder":true,"num":0}]');
      peer.sendAttachment(bytes);
      const kinds = [(await peer.next()).kind, (await peer.next()).kind];
      if (kinds.join() !== "text,binary") {
        peer.fail("a text message and then a binary one", kinds.join(" and then "));
      }
    },
  },
  {
    id: "websocket-client-fragments",
    title: "the client takes a message in fragments, with a ping between them and a character cut in two",
    requirements: ["EIO-WS-3"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      const text = Buffer.from('42["echo","5 €"]');
      peer.sendFrame({ opcode: opcodes.text, payload: text.subarray(0, 14), isFinal: false });
      peer.sendFrame({ opcode: opcodes.ping, payload: "between" });
      peer.sendFrame({ opcode: opcodes.continuation, isFinal: false });
      peer.sendFrame({ opcode: opcodes.continuation, payload: text.subarray(14) });
      await peer.expectPong("between");
      await peer.expect('42["echo-back","5 €"]');
    },
  },
  {
    id: "websocket-client-binary-fragments",
    title: "the client takes an attachment in fragments",
    requirements: ["EIO-WS-3"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      const attachment = kit.revision === 3 ? Uint8Array.of(4, 1, 2, 3) : bytes;
      peer.send('451-["echo",{"_placeholder":true,"num":0}]');
      peer.sendFrame({ opcode: opcodes.binary, payload: attachment.subarray(0, 1), isFinal: false });
      peer.sendFrame({ opcode: opcodes.continuation, payload: attachment.subarray(1) });
      await peer.expect('451-["echo-back",{"_placeholder":true,"num":0}]');
      await peer.expectAttachment(bytes);
    },
  },
  ...websocketEndings.map(endingCase),
  {
    id: "websocket-client-code-for-text",
    title: "the client closes with 1007 at a text message that is not UTF-8",
    requirements: ["EIO-WS-5"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      peer.sendFrame({ opcode: opcodes.text, payload: invalidText });
      await peer.expectEnd({ withinMs: endLimitMs, codes: [1007] });
    },
  },
  {
    id: "websocket-client-code-for-frames",
    title: "the client closes with 1002 at a reserved bit",
    requirements: ["EIO-WS-8"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      peer.sendFrame({ opcode: opcodes.text, payload: "6", rsv: 2 });
      await peer.expectEnd({ withinMs: endLimitMs, codes: [1002] });
    },
  },
  ...pings.map(
    ({ id, what, payload }): Case<ClientKit> => ({
      id: `websocket-client-answers-ping-${id}`,
      title: `the client answers a ping of WebSocket ${what} with the same pong`,
      requirements: ["EIO-WS-9"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        peer.sendFrame({ opcode: opcodes.ping, payload });
        await peer.expectPong(payload);
      },
    }),
  ),
  ...closings.map(
    ({ id, what, code, reason }): Case<ClientKit> => ({
      id: `websocket-client-answers-close-${id}`,
      title: `the client answers a close frame ${what} with a close frame`,
      requirements: ["EIO-WS-10"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        await peer.expectAlive();
        peer.sendClose(code, reason);
        const ending = await peer.expectEnd({ withinMs: endLimitMs });
        if (ending.code === undefined) {
          peer.fail("a close frame", "the end of the TCP connection without one");
        }
      },
    }),
  ),
  {
    id: "websocket-client-plain",
    title: "the client goes on without extensions and subprotocols",
    requirements: ["EIO-WS-11"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      const text = "a text that a client would compress ".repeat(100);
      peer.instruct("echo", [text]);
      await peer.expect(`42["echo-back","${text}"]`);
    },
  },
];

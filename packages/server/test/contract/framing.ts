import { describe, expect, test } from "vitest";
import type { Closing } from "../../src/testing/memory-peer.js";
import type { OffenceKind, WireBinding, WireHabits } from "./binding.js";
import { closePayload, encodeFrame, opcode, text } from "./raw-frames.js";
import { endOf, joinedPeer, nextFrames, nothing, stateOf, useServers } from "./stage.js";
import { connectTcp } from "./tcp-peer.js";

const { continuation, binary, close, ping } = opcode;
const badUtf8 = Uint8Array.of(0x34, 0x32, 0xc3, 0x28);

/** What a peer does wrong, and the close code that RFC 6455 has for it. */
type Offence = [title: string, kind: OffenceKind, code: number, bytes: Uint8Array];

const offences: Offence[] = [
  ["text that is no UTF-8", "text", 1007, encodeFrame({ opcode: opcode.text, payload: badUtf8 })],
  [
    "half a surrogate pair in UTF-8",
    "text",
    1007,
    encodeFrame({ opcode: opcode.text, payload: Buffer.of(0xed, 0xa0, 0x80) }),
  ],
  ["the first reserved bit", "frame", 1002, encodeFrame({ opcode: opcode.text, payload: "6", rsv: 4 })],
  ["the second reserved bit", "frame", 1002, encodeFrame({ opcode: opcode.text, payload: "6", rsv: 2 })],
  ["the third reserved bit", "frame", 1002, encodeFrame({ opcode: opcode.text, payload: "6", rsv: 1 })],
  [
    "a frame without a mask",
    "mask",
    1002,
    encodeFrame({ opcode: opcode.text, payload: "6", isMasked: false }),
  ],
  ["an opcode that means nothing", "frame", 1002, encodeFrame({ opcode: 3, payload: "6" })],
  ["a ping of 126 bytes", "frame", 1002, encodeFrame({ opcode: ping, payload: "x".repeat(126) })],
  ["a ping in fragments", "frame", 1002, encodeFrame({ opcode: ping, isFinal: false })],
  ["a continuation of nothing", "frame", 1002, encodeFrame({ opcode: continuation, payload: "6" })],
  [
    "a message inside another",
    "frame",
    1002,
    Buffer.concat([encodeFrame({ opcode: opcode.text, payload: "6", isFinal: false }), text("6")]),
  ],
  [
    "a close reason that is no UTF-8",
    "close frame",
    1007,
    encodeFrame({ opcode: close, payload: closePayload(1000, badUtf8) }),
  ],
  ["a close payload of one byte", "close frame", 1002, encodeFrame({ opcode: close, payload: "x" })],
  ...[0, 999, 1004, 1005, 1006, 1015, 2999, 5000].map(
    (code): Offence => [
      `the close code ${code}`,
      "close frame",
      1002,
      encodeFrame({ opcode: close, payload: closePayload(code) }),
    ],
  ),
];

/** How each offence ends on this runtime: all as RFC 6455 has it, but for its habits. */
function endings({ offences: habits = {} }: WireHabits) {
  return offences.flatMap(([title, kind, usualCode, bytes]) => {
    const habit = habits[kind];
    const { code, reason } = habit ?? { code: usualCode, reason: "parse error" };
    return habit === null ? [] : [{ title, code, reason, bytes }];
  });
}

/** RFC 6455, where bytes of a peer's own making reach the server. */
export function describeFraming(binding: WireBinding): void {
  const { habits = {} } = binding;

  describe("on the wire", () => {
    const start = useServers(binding);

    test.each(endings(habits))("$title ends the connection with $code", async ({ code, reason, bytes }) => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.write(bytes);

      expect((await peer.closed).code).toBe(code);
      expect((await end)[0]).toBe(reason);
      expect(stateOf(server.io)).toEqual(nothing);
    });

    test("a message in fragments is put together, with a ping in between", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      socket.on("say", (word: string) => socket.emit("say", word));

      peer.write(encodeFrame({ opcode: opcode.text, payload: '42["say","', isFinal: false }));
      peer.write(encodeFrame({ opcode: continuation, payload: Buffer.of(0xc3), isFinal: false })); // half of é
      peer.write(encodeFrame({ opcode: ping, payload: "between" }));
      peer.write(encodeFrame({ opcode: continuation, payload: Buffer.of(0xa9), isFinal: false }));
      peer.write(encodeFrame({ opcode: continuation, payload: '"]' }));

      expect(await peer.nextPong()).toBe("between");
      expect(await peer.next()).toBe('42["say","é"]');
    });

    test("fragments that are too large together are refused before the last", async () => {
      const server = await start({ maxHttpBufferSize: 500 });
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.write(encodeFrame({ opcode: binary, payload: new Uint8Array(300), isFinal: false }));
      peer.write(encodeFrame({ opcode: continuation, payload: new Uint8Array(600), isFinal: false }));

      expect(await peer.closed).toEqual(closingOfHugeMessage(900, habits));
      expect(await end).toEqual(["parse error", expect.objectContaining({ name: "RangeError" })]);
    });

    test("a frame that only announces too much is refused at its header", async () => {
      const server = await start({ maxHttpBufferSize: 500 });
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.write(encodeFrame({ opcode: binary, payload: new Uint8Array(70_000) }).subarray(0, 14));

      expect(await peer.closed).toEqual(closingOfHugeMessage(70_000, habits));
      expect(await end).toEqual(["parse error", expect.objectContaining({ name: "RangeError" })]);
    });

    test("a ping frame gets its pong, and is no heartbeat", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const packets: unknown[] = [];
      socket.conn.on("packet", (packet) => packets.push(packet));

      peer.write(encodeFrame({ opcode: ping, payload: "x".repeat(125) }));
      peer.write(encodeFrame({ opcode: opcode.pong, payload: "unasked" }));

      expect(await peer.nextPong()).toBe("x".repeat(125));
      expect(packets).toEqual([]);
    });

    test("many messages in one segment all arrive, in order", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      socket.on("n", (n: number) => socket.emit("n", n));
      const frames = Array.from({ length: 500 }, (_, n) => `42["n",${n}]`);

      peer.write(Buffer.concat(frames.map(text)));

      expect(await nextFrames(peer, 500)).toEqual(frames);
    });

    test("messages behind an offence in the same segment are not delivered", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const heard: unknown[] = [];
      socket.onAny((name) => heard.push(name));

      peer.write(Buffer.concat(['42["before"]', "42[]", '42["after"]'].map(text)));

      expect((await peer.closed).code).toBe(1002);
      expect(heard).toEqual(["before"]);
    });

    test("a message in front of a close frame in the same segment gets its answer", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);
      socket.on("ask", (answer) => answer("ok"));

      peer.write(
        Buffer.concat([
          text('421["ask"]'),
          encodeFrame({ opcode: opcode.close, payload: closePayload(4001, "done") }),
          text('42["late"]'),
        ]),
      );

      expect(await peer.next()).toBe('431["ok"]');
      expect(await peer.closed).toMatchObject({ code: 4001 });
      expect(await end).toEqual(["transport close", { code: 4001, reason: "done" }]);
    });

    test("a message that comes byte by byte arrives whole", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      socket.on("say", (word: string) => socket.emit("say", word));

      for (const byte of text('42["say","é🐟"]')) peer.write(Uint8Array.of(byte));

      expect(await peer.next()).toBe('42["say","é🐟"]');
    });

    if (habits.losesEarlyMessages !== true) {
      test("messages in the segment of the request are not lost", async () => {
        const server = await start({ allowRequest: (_request, answer) => setImmediate(answer, null, true) });
        server.io.of("/", (socket) => socket.on("ask", (answer) => answer("ok")));
        const more = Buffer.concat(["40", '421["ask"]'].map(text));

        const peer = await connectTcp(server.port, undefined, more);

        expect((await nextFrames(peer, 3))[2]).toBe('431["ok"]');
      });
    }
  });
}

/** How a connection ends whose peer was about to send so much, where 500 bytes are allowed. */
function closingOfHugeMessage(sizeBytes: number, { offences }: WireHabits): Closing {
  const code = offences?.["huge message"]?.code;
  return code === undefined
    ? { code: 1009, reason: `message of ${sizeBytes} bytes exceeds maxHttpBufferSize of 500 bytes` }
    : { code, reason: "" };
}

import { describe, expect, test } from "vitest";
import type { Binding } from "./binding.js";
import { joinedPeer, nextFrames, useServers } from "./stage.js";

const numbers = Array.from({ length: 200 }, (_, n) => n);

/** Messages go in and out whole, in order. */
export function describeMessages(binding: Binding): void {
  describe("messages", () => {
    const start = useServers(binding);

    test("begin with the open packet, whatever the application sends at once", async () => {
      const server = await start();
      server.io.of("/", (socket) => socket.emit("hello"));

      const peer = await server.connect({ query: "EIO=3&transport=websocket" });

      expect(await nextFrames(peer, 3)).toEqual([expect.stringMatching(/^0\{"sid":/), "40", '42["hello"]']);
    });

    test("of text come in and go out in order", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      socket.on("n", (n: number) => socket.emit("n", n));

      for (const n of numbers) peer.send(`42["n",${n}]`);

      expect(await nextFrames(peer, 200)).toEqual(numbers.map((n) => `42["n",${n}]`));
    });

    test("of text and binary keep their order among each other", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      socket.on("file", (bytes: Uint8Array) => {
        socket.emit("before");
        socket.emit("file", bytes);
        socket.emit("after");
      });

      for (const n of [1, 2]) {
        peer.send('451-["file",{"_placeholder":true,"num":0}]');
        peer.send(Uint8Array.of(n, 255));
      }

      const answer = ['42["before"]', '451-["file",{"_placeholder":true,"num":0}]', '42["after"]'] as const;
      expect(await nextFrames(peer, 8)).toEqual([
        ...[answer[0], answer[1], Uint8Array.of(1, 255), answer[2]],
        ...[answer[0], answer[1], Uint8Array.of(2, 255), answer[2]],
      ]);
    });

    test("of an early client have its form", async () => {
      const server = await start();
      server.io.of("/", (socket) => socket.on("file", (bytes) => socket.emit("file", bytes)));
      const peer = await server.connect({ query: "EIO=3&transport=websocket" });
      await nextFrames(peer, 2);

      peer.send("2probe");
      peer.send('451-["file",{"_placeholder":true,"num":0}]');
      peer.send(Uint8Array.of(4, 7));

      expect(await nextFrames(peer, 3)).toEqual([
        "3probe",
        '451-["file",{"_placeholder":true,"num":0}]',
        Uint8Array.of(4, 7),
      ]);
    });

    test.each([
      ["no bytes", 0],
      ["125 bytes", 125],
      ["126 bytes", 126],
      ["65,535 bytes", 65_535],
      ["65,536 bytes", 65_536],
      ["300,000 bytes", 300_000],
    ])("of %s arrive whole", async (_name, size) => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const bytes = Uint8Array.from({ length: size }, (_, at) => (at * at) & 255);
      socket.on("file", (received: Uint8Array) => socket.emit("file", received));

      peer.send('451-["file",{"_placeholder":true,"num":0}]');
      peer.send(bytes);

      const [, echo] = await nextFrames(peer, 2);
      expect(Buffer.compare(Buffer.from(echo ?? ""), bytes)).toBe(0);
    });

    test("keep every character of Unicode", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      socket.on("say", (text: string) => socket.emit("say", text));

      peer.send('42["say","é🐟\u2028\u0001ｘ"]'.replace("\u0001", "\\u0001"));

      expect(await peer.next()).toBe('42["say","é🐟\u2028\\u0001ｘ"]');
    });

    test("of a broadcast reach everybody", async () => {
      const server = await start();
      const peers = await Promise.all(numbers.slice(0, 10).map(() => joinedPeer(server)));

      server.io.emit("news", Uint8Array.of(1));
      server.io.emit("news", "more");

      for (const { peer } of peers) {
        expect(await nextFrames(peer, 3)).toEqual([
          '451-["news",{"_placeholder":true,"num":0}]',
          Uint8Array.of(1),
          '42["news","more"]',
        ]);
      }
    });
  });
}

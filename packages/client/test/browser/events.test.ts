import { describe, expect, test } from "vitest";
import { generations } from "../interop/generations.js";
import type { ServerSocket } from "../interop/server.js";
import { describeInBrowser } from "./stage.js";

declare const Blob: new (parts: readonly string[]) => object;
declare const File: new (parts: readonly string[], name: string) => object;

type Answer = (...answer: unknown[]) => void;

describeInBrowser("a page", (stage) => {
  describe.each(generations)("and $name", (generation) => {
    test("send each other events, and acknowledge them", async () => {
      const { client, socket } = await stage.pair(generation);
      socket.on("greet", (name: string, answer: Answer) => answer(`hello ${name}`));
      await client.evaluate((client) => {
        client.on("double", (value: number, answer: Answer) => answer(value * 2, "é🐟"));
      });

      expect(await client.evaluate((client) => client.emitWithAck("greet", "é🐟"))).toBe("hello é🐟");
      expect(await ask(socket, "double", 21)).toEqual([42, "é🐟"]);
    });

    test("send each other bytes, which the page gets as an ArrayBuffer", async () => {
      const { client, socket } = await stage.pair(generation);
      await client.evaluate((client) => {
        client.on("bytes", (bytes: ArrayBuffer, { deep }: { deep: ArrayBuffer[] }, answer: Answer) => {
          const all = [bytes, ...deep];
          answer(
            all.map((one) => Object.prototype.toString.call(one)),
            all.map((one) => [...new Uint8Array(one)]),
          );
        });
      });

      const answer = await ask(socket, "bytes", Buffer.from([1, 2]), { deep: [Buffer.from([3])] });

      const type = "[object ArrayBuffer]";
      expect(answer).toEqual([
        [type, type],
        [[1, 2], [3]],
      ]);
    });

    test("send each other bytes, which the server gets as Buffers, wherever they are", async () => {
      const { client, socket } = await stage.pair(generation);
      const arrival = new Promise<unknown[]>((resolve) => {
        socket.on("bytes", (...args: unknown[]) => resolve(args));
      });

      await client.evaluate((client) => {
        const bytes = Uint8Array.of(1, 2, 3, 4);
        client.emit("bytes", bytes, bytes.buffer, { deep: [bytes.subarray(1, 3), "text"] });
      });

      const all = Buffer.from([1, 2, 3, 4]);
      expect(await arrival).toEqual([all, all, { deep: [Buffer.from([2, 3]), "text"] }]);
    });

    test("answer each other with bytes", async () => {
      const { client, socket } = await stage.pair(generation);
      socket.on("load", (answer: Answer) => answer(Buffer.from([1, 2])));
      await client.evaluate((client) => {
        client.on("load", (answer: Answer) => answer(Uint8Array.of(3, 4)));
      });

      const loaded = await client.evaluate(async (client) => [
        ...new Uint8Array(await client.emitWithAck("load")),
      ]);

      expect(loaded).toEqual([1, 2]);
      expect(await ask(socket, "load")).toEqual([Buffer.from([3, 4])]);
    });

    test("send a Blob or a File, wherever it is, of which the server gets the bytes", async () => {
      const { client, socket } = await stage.pair(generation);
      const events: unknown[][] = [];
      for (const event of ["upload", "after"]) {
        socket.on(event, (...args: unknown[]) => events.push([event, ...args]));
      }
      await client.evaluate((client) => {
        client.on("load", (answer: Answer) => answer(new Blob(["answer"])));
      });

      await client.evaluate((client) => {
        client.emit("upload", new Blob(["é🐟"]), { deep: [new File(["file"], "a.txt"), Uint8Array.of(1)] });
        client.emit("after");
      });

      await expect
        .poll(() => events)
        .toEqual([
          ["upload", Buffer.from("é🐟"), { deep: [Buffer.from("file"), Buffer.from([1])] }],
          ["after"],
        ]);
      expect(await ask(socket, "load")).toEqual([Buffer.from("answer")]);
    });
  });
});

/** What a client answers to an event. */
function ask(socket: ServerSocket, event: string, ...args: unknown[]): Promise<unknown[]> {
  return new Promise((resolve) => {
    socket.emit(event, ...args, (...answer: unknown[]) => resolve(answer));
  });
}

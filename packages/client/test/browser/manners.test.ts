import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ourTest } from "../interop/client-under-test.js";
import { ours } from "../interop/generations.js";
import { connected, type PageClient } from "./page-client.js";
import { describeInBrowser, watchWebSockets } from "./stage.js";

declare const io: PageClient;
declare let onerror: (message: string) => void;

describeInBrowser("a page", (stage) => {
  ourTest("that connects, disconnects and connects in one go opens one WebSocket, in silence", async () => {
    const page = await stage.visit(await stage.serve(ours));
    const webSockets = watchWebSockets(page);
    const console = watchConsole(page);

    const client = await page.evaluateHandle(() => io().disconnect().connect());
    await connected(client);
    await client.evaluate((client) => client.disconnect().connect().disconnect().connect());
    await connected(client);

    expect(webSockets).toHaveLength(2);
    expect(console).toEqual([]);
  });

  ourTest("that disconnects while its WebSocket opens does so in silence", async () => {
    const site = await stage.serve(ours);
    const page = await stage.visit(site);
    const opening = page.waitForEvent("websocket");

    const client = await page.evaluateHandle(async () => {
      const socket = io();
      await new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
      return socket.disconnect();
    });
    const webSocket = await opening;

    if (!webSocket.isClosed()) await webSocket.waitForEvent("close");
    expect(await client.evaluate(({ active }) => active)).toBe(false);
  });

  ourTest(
    "has a listener's error like any that nobody caught, and its other listeners are called",
    async () => {
      const { client, socket } = await stage.pair(ours);
      const heard = await client.evaluateHandle((client) => {
        const heard: string[] = [];
        onerror = (message) => heard.push(message);
        client.on("news", () => {
          throw new Error("thrown on purpose");
        });
        client.on("news", async () => {
          throw new Error("rejected on purpose");
        });
        client.on("news", (news: string) => heard.push(news));
        return heard;
      });

      socket.emit("news", "first");
      socket.emit("news", "second");

      await expect.poll(() => heard.evaluate((heard) => heard.length)).toBe(6);
      const [thrown, rejected] = ["Uncaught Error: thrown on purpose", "Uncaught Error: rejected on purpose"];
      expect(await heard.jsonValue()).toEqual([thrown, "first", rejected, thrown, "second", rejected]);
      expect(await client.evaluate(({ connected }) => connected)).toBe(true);
      expect(stage.forgive(/on purpose$/)).toHaveLength(4);
    },
  );
});

function watchConsole(page: Page): string[] {
  const texts: string[] = [];
  page.on("console", (message) => texts.push(message.text()));
  return texts;
}

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ourTest } from "../interop/client-under-test.js";
import { ours } from "../interop/generations.js";
import { record } from "./page-client.js";
import type { Site } from "./site.js";
import { describeInBrowser, watchWebSockets } from "./stage.js";

declare const Blob: new (parts: readonly string[]) => object;
declare const Event: new (type: string) => object;
declare const dispatchEvent: (event: object) => void;

const refusedConnection =
  /^WebSocket connection to 'ws:\/\/127\.0\.0\.1:\d+\/socket\.io\/\S*' failed: .*ERR_CONNECTION_REFUSED$/;

/** Long enough for a test to fail that waits for it. */
const slow = { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 };

/** The ways in which a page learns of its network. */
const networks = [
  {
    name: "the browser is offline",
    lose: (page: Page) => page.context().setOffline(true),
    restore: (page: Page) => page.context().setOffline(false),
  },
  {
    name: "its window hears that it is offline",
    lose: (page: Page) => page.evaluate(() => dispatchEvent(new Event("offline"))),
    restore: (page: Page) => page.evaluate(() => dispatchEvent(new Event("online"))),
  },
];

describeInBrowser("a page", (stage) => {
  test("comes back when the server was restarted, and sends what was emitted meanwhile", async () => {
    const { site, client } = await stage.pair(ours, { reconnectionDelay: 100, reconnectionDelayMax: 200 });
    const log = await record(client);
    await site.kill();
    await expect.poll(() => log.evaluate((log) => log.length)).toBeGreaterThan(1);

    await client.evaluate((client) => {
      client.emit("note", 1);
      client.emit("note", Uint8Array.of(2));
      client.emit("note", new Blob(["3"]));
    });
    const notes = notesOf(await stage.serve(ours, site.port));

    await expect.poll(() => notes, { timeout: 5_000 }).toEqual([1, Buffer.from([2]), Buffer.from("3")]);
    const told = await log.jsonValue();
    expect(told.at(0)?.slice(0, 2)).toEqual(["disconnect", "transport close"]);
    expect(told.at(-1)).toEqual(["connect"]);
    expect(told.slice(1, -1)).toContainEqual(["connect_error", "websocket error"]);
    stage.forgive(refusedConnection);
  });

  describe.each(networks)("while $name", ({ lose, restore }) => {
    test("is disconnected at once, and opens no WebSocket", async () => {
      const { page, client } = await stage.pair(ours, slow);
      const log = await record(client);
      const webSockets = watchWebSockets(page);

      await lose(page);
      await expect
        .poll(() => log.jsonValue())
        .toEqual([["disconnect", "transport close", "network connection lost"]]);

      expect(await client.evaluate(({ active }) => active)).toBe(true);
      expect(webSockets).toEqual([]);
    });

    ourTest("keeps events, and is back at once when that is over", async () => {
      const { site, page, client } = await stage.pair(ours, slow);
      const log = await record(client);
      const notes = notesOf(site);
      await lose(page);
      await expect.poll(() => log.evaluate((log) => log.length)).toBe(1);
      await client.evaluate((client) => void client.emit("note", "kept"));

      await restore(page);

      await expect.poll(() => log.jsonValue(), { timeout: 5_000 }).toContainEqual(["connect"]);
      await expect.poll(() => notes).toEqual(["kept"]);
    });
  });
});

/** The notes of those who connect from now on. */
function notesOf(site: Site): unknown[] {
  const notes: unknown[] = [];
  site.of("/").on("connection", (socket) => socket.on("note", (note: unknown) => notes.push(note)));
  return notes;
}

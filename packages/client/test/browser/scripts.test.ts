import { describe, expect } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { ourTest } from "../interop/client-under-test.js";
import { ours } from "../interop/generations.js";
import type { ServerSocket } from "../interop/server.js";
import { connected, type PageClient, record } from "./page-client.js";
import { contentSecurityPolicy } from "./site.js";
import { describeInBrowser, watchWebSockets } from "./stage.js";

declare const io: PageClient;
declare const Worker: new (url: string) => unknown;

const pages = [
  { path: "/", kind: "the script" },
  { path: "/module", kind: "the module" },
];

describeInBrowser("in a page", (stage) => {
  describe.each(pages)("$kind", ({ path }) => {
    ourTest("connects to the page's host without being told where to", async () => {
      const page = await stage.visit(await stage.serve(ours), path);

      const socket = await page.evaluateHandle(() => io());
      await connected(socket);

      const uri = await socket.evaluate(({ io }) => io.uri);
      expect(uri).toBe(new URL(page.url()).origin);
    });

    ourTest("joins two namespaces over one WebSocket", async () => {
      const site = await stage.serve(ours);
      site.of("/admin");
      const page = await stage.visit(site, path);
      const webSockets = watchWebSockets(page);

      const [root, admin] = [
        await page.evaluateHandle(() => io()),
        await page.evaluateHandle(() => io("/admin")),
      ];
      await Promise.all([connected(root), connected(admin)]);

      expect(await admin.evaluate(({ nsp }) => nsp)).toBe("/admin");
      expect(webSockets).toHaveLength(1);
    });

    ourTest("has the classes, and the revision of the protocol", async () => {
      const page = await stage.visit(await stage.serve(ours), path);

      const facts = await page.evaluate(() => {
        const manager = new io.Manager({ autoConnect: false });
        const socket = io({ autoConnect: false });
        return {
          isSocket: socket instanceof io.Socket,
          isManager: socket.io instanceof io.Manager,
          makesSockets: manager.socket("/admin") instanceof io.Socket,
          isConnect: io.connect === io.io,
          protocol: io.protocol,
        };
      });

      expect(facts).toEqual({
        isSocket: true,
        isManager: true,
        makesSockets: true,
        isConnect: true,
        protocol: 5,
      });
    });

    ourTest("runs under a policy that lets nothing be evaluated", async () => {
      const page = await stage.visit(await stage.serve(ours), path);
      const response = await page.reload();

      await connected(await page.evaluateHandle(() => io()));

      expect(response?.headers()["content-security-policy"]).toBe(contentSecurityPolicy);
      expect(contentSecurityPolicy).not.toContain("unsafe");
    });
  });

  ourTest("the script runs in a worker", async () => {
    const site = await stage.serve(ours);
    const page = await stage.visit(site);
    const arrival = once<[ServerSocket]>(site.of("/"), "connection");

    const [worker] = await Promise.all([
      page.waitForEvent("worker"),
      page.evaluate(() => void new Worker("/worker.js")),
    ]);
    await expect.poll(() => worker.evaluate(() => typeof io)).toBe("function");
    const client = await worker.evaluateHandle(() => io());
    const [socket] = await arrival;
    socket.on("add", (left: number, right: number, answer: (sum: number) => void) => answer(left + right));

    expect(await client.evaluate((client) => client.emitWithAck("add", 1, 2))).toBe(3);
  });

  ourTest("two tabs have a connection each", async () => {
    const site = await stage.serve(ours);
    const first = await stage.visit(site);
    const second = await stage.visit(site, "/", first.context());
    const [one, other] = [await stage.join(site, first), await stage.join(site, second)];
    const logs = [await record(one.client), await record(other.client)];

    site.of("/").emit("news", "for all");

    for (const log of logs) await expect.poll(() => log.jsonValue()).toEqual([["news", "for all"]]);
    expect(one.socket.conn.id).not.toBe(other.socket.conn.id);
  });
});

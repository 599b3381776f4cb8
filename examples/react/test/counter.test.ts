import type { AddressInfo } from "node:net";
import type { Browser, Locator, Page } from "playwright-core";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import { collectProblems, launch, reasonToSkip } from "../../../packages/client/test/browser/chromium.js";
import { App } from "../src/counter.js";
import type { ClientToServer, ServerToClient } from "../src/events.js";
import { createSite } from "../src/site.js";
import { useSocketEvent } from "../src/use-socket.js";

if (reasonToSkip !== undefined) console.warn(`The tests of the React page are skipped: ${reasonToSkip}.`);

describe.skipIf(reasonToSkip !== undefined)("the React page", { timeout: 30_000 }, () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof createSite>>;
  let url: string;
  /** What the server has seen: arrivals, and departures with their reasons. */
  let visits: string[];
  let problems: string[];

  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  }, 30_000);

  beforeEach(async () => {
    problems = [];
    visits = [];
    site = await createSite({ conditions: ["@sockeye/source"] });
    site.io.engine.on("connection", () => visits.push("WebSocket"));
    site.io.on("connection", (socket) => {
      visits.push("socket");
      socket.on("disconnect", (reason) => visits.push(reason));
    });
    await new Promise<void>((resolve) => site.httpServer.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(site.httpServer.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await site.io.close();
    expect(problems).toEqual([]);
  });

  test("opens one WebSocket in StrictMode, and is one connection to the server", async () => {
    const { page, webSockets } = await open();

    await online(page, 1).waitFor();

    expect(webSockets).toHaveLength(1);
    expect(visits).toEqual(["WebSocket", "socket"]);
  });

  test("shows what the server tells everybody", async () => {
    const [{ page: ada }, { page: bo }] = [await open(), await open()];
    await online(ada, 2).waitFor();

    await add(ada);
    await add(bo);

    await Promise.all([ada, bo].map((page) => counting(page, 2).waitFor()));
  });

  test("disconnects when the component is unmounted, and connects when it is mounted again", async () => {
    const { page, webSockets } = await open();
    await add(page);
    await counting(page, 1).waitFor();

    await page.getByRole("button", { name: "Leave" }).click();
    await expect.poll(() => visits).toEqual(["WebSocket", "socket", "client namespace disconnect"]);
    await expect.poll(() => site.io.engine.clientsCount).toBe(0);
    await page.getByRole("button", { name: "Come back" }).click();

    await counting(page, 1).waitFor();
    await add(page);
    await counting(page, 2).waitFor();
    expect(webSockets).toHaveLength(2);
    expect(visits.slice(3)).toEqual(["WebSocket", "socket"]);
  });

  test("shows that it is offline, and sends what was added meanwhile", async () => {
    const { page } = await open();
    await online(page, 1).waitFor();

    await page.context().setOffline(true);
    await page.getByText("Offline").waitFor();
    await add(page);
    await page.context().setOffline(false);

    await online(page, 1).waitFor();
    await counting(page, 1).waitFor();
  });

  async function open(): Promise<{ page: Page; webSockets: string[] }> {
    const page = await (await browser.newContext()).newPage();
    const webSockets: string[] = [];
    page.on("websocket", (webSocket) => webSockets.push(webSocket.url()));
    await collectProblems(page, problems);
    await page.goto(url);
    return { page, webSockets };
  }
});

describe("the hooks", () => {
  test("open nothing where a page is rendered on a server", () => {
    expect(renderToString(createElement(App))).toContain("Offline");
  });

  test("take a listener of the type that the event map gives to the event", () => {
    expectTypeOf(useSocketEvent<ServerToClient, ClientToServer, "count">)
      .parameter(2)
      .toEqualTypeOf<(count: number) => void>();
  });
});

function online(page: Page, people: number): Locator {
  return page.getByText(`Online, ${people} here`);
}

function counting(page: Page, count: number): Locator {
  return page.locator("output", { hasText: new RegExp(`^${count}$`) });
}

function add(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Add one" }).click();
}

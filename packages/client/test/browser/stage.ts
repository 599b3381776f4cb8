import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { ClientOptions } from "../interop/client.js";
import type { Generation } from "../interop/generations.js";
import type { ServerSocket } from "../interop/server.js";
import { collectProblems, launch, reasonToSkip } from "./chromium.js";
import { connected, type PageClient, type PageSocket } from "./page-client.js";
import { type Site, startSite } from "./site.js";

declare const io: PageClient;

/** A socket in a page and the server's socket for it, both connected. */
export interface Pair {
  readonly site: Site;
  readonly page: Page;
  readonly client: PageSocket;
  readonly socket: ServerSocket;
}

// biome-ignore lint/suspicious/noConsole: who runs the tests is to know what did not run
if (reasonToSkip !== undefined) console.warn(`The tests in a browser are skipped: ${reasonToSkip}.`);

/** Tests that have a browser, whose pages may not complain of anything. */
export function describeInBrowser(title: string, define: (stage: Stage) => void): void {
  describe.skipIf(reasonToSkip !== undefined)(title, { timeout: 30_000 }, () => {
    const stage = new Stage();
    beforeAll(() => stage.launch(), 30_000);
    afterEach(() => stage.clear());
    define(stage);
  });
}

/** The addresses of the WebSockets that the page opens from now on. */
export function watchWebSockets(page: Page): string[] {
  const urls: string[] = [];
  page.on("websocket", (webSocket) => urls.push(webSocket.url()));
  return urls;
}

/** Opens what a test needs, and closes it. */
export class Stage {
  #browser: Browser | undefined;
  #sites: Site[] = [];
  #problems: string[] = [];

  /** Starts the browser. Returns how to end it. */
  async launch(): Promise<() => Promise<void>> {
    const browser = await launch();
    this.#browser = browser;
    return () => browser.close();
  }

  async serve(generation: Generation, port?: number): Promise<Site> {
    const site = await startSite(generation, port);
    this.#sites.push(site);
    return site;
  }

  /** A page of the site, in a tab of the context, or else in a browser of its own. */
  async visit(site: Site, path = "/", context?: BrowserContext): Promise<Page> {
    const page = await (context ?? (await this.#newContext())).newPage();
    await collectProblems(page, this.#problems);
    await page.goto(site.url + path);
    return page;
  }

  /** A page of a new site, and its socket. */
  async pair(generation: Generation, options?: ClientOptions): Promise<Pair> {
    const site = await this.serve(generation);
    return this.join(site, await this.visit(site), options);
  }

  /** The socket of a page of the site. */
  async join(site: Site, page: Page, options?: ClientOptions): Promise<Pair> {
    const arrival = once<[ServerSocket]>(site.of("/"), "connection");
    const client = await page.evaluateHandle((all) => io(all), {
      transports: ["websocket"],
      ...site.generation.client,
      ...options,
    });
    const [[socket]] = await Promise.all([arrival, connected(client)]);
    return { site, page, client, socket };
  }

  /** What the pages have complained of that matches, which is forgiven. */
  forgive(expected: RegExp): string[] {
    const forgiven = this.#problems.filter((problem) => expected.test(problem));
    this.#problems = this.#problems.filter((problem) => !expected.test(problem));
    return forgiven;
  }

  async clear(): Promise<void> {
    await Promise.all(this.#browser?.contexts().map((context) => context.close()) ?? []);
    for (const site of this.#sites.splice(0)) await site.kill();
    expect(this.#problems.splice(0)).toEqual([]);
  }

  #newContext(): Promise<BrowserContext> {
    if (this.#browser === undefined) throw new Error("expected the browser to be launched before a test");
    return this.#browser.newContext();
  }
}

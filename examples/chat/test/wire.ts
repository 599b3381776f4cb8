import type { Page, WebSocketRoute } from "playwright-core";

/** The page's connection, in the test's hands. */
export class Wire {
  readonly #routes: { page: WebSocketRoute; server: WebSocketRoute }[] = [];
  #isCut = false;
  /** What the server says is lost on the way. */
  isDeaf = false;

  static async of(page: Page): Promise<Wire> {
    const wire = new Wire();
    await page.routeWebSocket(/\/socket\.io\//, (route) => wire.#connect(route));
    return wire;
  }

  async cut(): Promise<void> {
    this.#isCut = true;
    for (const { page, server } of this.#routes.splice(0)) {
      await server.close();
      await page.close();
    }
  }

  mend(): void {
    this.#isCut = false;
  }

  #connect(page: WebSocketRoute): void {
    if (this.#isCut) return void page.close();
    const server = page.connectToServer();
    server.onMessage((message) => this.isDeaf || page.send(message));
    this.#routes.push({ page, server });
  }
}

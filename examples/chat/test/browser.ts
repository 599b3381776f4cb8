import { existsSync } from "node:fs";
import { type Browser, chromium, type Page, type WebSocketRoute } from "playwright-core";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Why there can be no browser tests here, if so. A CI never skips them: there, launching fails. */
export const reasonToSkip =
  existsSync(executablePath) || process.env["CI"]
    ? undefined
    : `no Chromium at ${executablePath}; CHROMIUM_PATH can name another`;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Collects everything that a page complains about, violations of its content security policy included. */
export async function collectProblems(page: Page, problems: string[]): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`CSP: ${event.violatedDirective}`),
    );
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
}

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

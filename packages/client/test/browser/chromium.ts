import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Why there can be no browser tests here, if so. A CI never skips them: there, launching fails. */
export const reasonToSkip =
  existsSync(executablePath) || process.env["CI"]
    ? undefined
    : `no Chromium at ${executablePath}; CHROMIUM_PATH can name another`;

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags });
}

/** As much of a page as is used in it; the compiler's types of the DOM would be there for all other tests as well. */
declare const document: {
  addEventListener(event: string, listener: (event: { violatedDirective: string }) => void): void;
};

/** Collects everything that a page complains about, violations of its content security policy included. */
export async function collectProblems(page: Page, problems: string[]): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      // biome-ignore lint/suspicious/noConsole: this runs in the page, whose console is listened to
      console.error(`CSP: ${event.violatedDirective}`),
    );
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
}

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { reference } from "../interop/client-under-test.js";
import { ours } from "../interop/generations.js";
import { findNowhere, startScenarioServer } from "./scenario-server.js";

const run = promisify(execFile);
const built = new URL("../../dist/index.js", import.meta.url);
const isSkipped = reference !== undefined || (!existsSync(built) && !process.env["CI"]);

if (isSkipped) {
  // biome-ignore lint/suspicious/noConsole: who runs the tests is to know what did not run
  console.warn("The tests of autoUnref are skipped: they need our client, as `npm run build` makes it.");
}

/** Far less than a client waits for anything here, and far more than a process takes to start and end. */
const patienceMs = 10_000;
const longMs = 60_000;

/** What a process prints whose client has nothing to do after that event. Rejects when it does not end by itself. */
async function outputOf(url: string, event: "connect" | "connect_error"): Promise<string> {
  const program = `
    import { io } from ${JSON.stringify(built.href)};
    const hold = setInterval(() => {}, 1_000);
    const options = { autoUnref: true, reconnectionDelay: ${longMs}, randomizationFactor: 0 };
    io(${JSON.stringify(url)}, options).on("${event}", () => {
      console.log("${event}");
      clearInterval(hold);
    });`;
  const args = ["--input-type=module", "--eval", program];
  const { stdout, stderr } = await run(process.execPath, args, { timeout: patienceMs });
  expect(stderr).toBe("");
  return stdout.trim();
}

describe.skipIf(isSkipped)("a process whose client has autoUnref ends", { timeout: 2 * patienceMs }, () => {
  test("while it is connected", async () => {
    const server = await startScenarioServer(ours);
    onTestFinished(() => server.kill());

    expect(await outputOf(server.url, "connect")).toBe("connect");
  });

  test("while it waits for the next attempt", async () => {
    expect(await outputOf(await findNowhere(), "connect_error")).toBe("connect_error");
  });
});

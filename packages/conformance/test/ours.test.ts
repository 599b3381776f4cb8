import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uws } from "../../server/test/uws/application.js";
import type { Report } from "../src/run/outcome.js";
import { testClient } from "../src/test-client.js";
import { testServer } from "../src/test-server.js";
import { type BundledProgram, bundleProgram } from "./programs/bundled-program.js";
import { startServer } from "./programs/server-program.js";

/** Where the bundled program finds uWebSockets.js. */
const uwsModule = import.meta.resolve("uws");

/** What was not kept, the recommendations included: nothing is expected. */
function objections({ outcomes }: Report): unknown[] {
  return outcomes
    .filter(({ verdict }) => verdict === "failed" || verdict === "advised")
    .map(({ caseId, revision, expected, actual }) => ({ caseId, revision, expected, actual }));
}

/** What could not be tried. */
function skips({ outcomes }: Report): Set<string | undefined> {
  return new Set(outcomes.filter(({ verdict }) => verdict === "skipped").map(({ reason }) => reason));
}

describe("our server", () => {
  it("keeps every rule that the kit tries, in both revisions", { timeout: 120_000 }, async () => {
    const program = await bundleProgram("servers/sockeye.mjs");
    const server = await startServer(program.file);
    try {
      const report = await testServer({ url: server.url });

      expect(objections(report)).toEqual([]);
      expect(skips(report)).toEqual(new Set(["the server does not offer connection state recovery"]));
      expect(report.outcomes.length).toBeGreaterThan(1_000);
    } finally {
      await server.stop();
      await program.remove();
    }
  });
});

describe.skipIf(uws === undefined)("our server on uWebSockets.js", () => {
  it("keeps every MUST that the kit tries but that of masks, in both revisions", {
    timeout: 120_000,
  }, async () => {
    const program = await bundleProgram("servers/sockeye-uws.mjs");
    const server = await startServer(program.file, uwsModule);
    try {
      const report = await testServer({ url: server.url });

      // it cuts the connection where RFC 6455 is broken, without a close code
      const advised = report.outcomes.filter(({ verdict }) => verdict === "advised");
      const rules = new Set(advised.flatMap(({ requirements }) => requirements));
      expect(rules).toEqual(new Set(["EIO-WS-5", "EIO-WS-8", "EIO-LIM-3"]));
      // it takes any frame for a masked one (README), so what comes of one without a mask is up to the next bytes
      const failed = report.outcomes.filter(({ verdict }) => verdict === "failed");
      expect(failed.filter(({ requirements }) => requirements.join() !== "EIO-WS-6")).toEqual([]);
    } finally {
      await server.stop();
      await program.remove();
    }
  });
});

describe("our client", () => {
  let program: BundledProgram;

  beforeAll(async () => {
    program = await bundleProgram("clients/sockeye.mjs");
  });

  afterAll(() => program.remove());

  it.each([
    { protocol: "auto", revisions: [4] as const, skipped: [] },
    {
      protocol: "3",
      revisions: [3] as const,
      skipped: ["the client asks for revision 3, and looks for no other"],
    },
  ])(
    "keeps every rule that the kit tries, told $protocol",
    { timeout: 240_000 },
    async ({ protocol, revisions, skipped }) => {
      const command = [process.execPath, program.file, "--protocol", protocol];

      const report = await testClient({ command, revisions, concurrency: 4 });

      expect(objections(report)).toEqual([]);
      expect(skips(report)).toEqual(new Set(skipped));
      expect(report.outcomes.length).toBeGreaterThan(250);
    },
  );
});

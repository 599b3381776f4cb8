import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reference } from "../interop/client-under-test.js";
import { earlyGenerations, ours } from "../interop/generations.js";
import type { RunningServer } from "../interop/server-under-test.js";
import { Application, type Target, workers } from "./application.js";
import type { Report } from "./programs/scenario.js";
import { type Runtime, runtimes, runtimesFolder } from "./runtimes.js";
import { findNowhere, startScenarioServer } from "./scenario-server.js";

const obstacle = findObstacle();
const isSkipped = obstacle !== undefined && !process.env["CI"];
/** A CI has all of them, or fails. */
const runtimesHere = runtimes.filter(({ isInstalled }) => isInstalled || process.env["CI"]);
const names = runtimesHere.map(({ name }) => name).join(", ");

// biome-ignore lint/suspicious/noConsole: who runs the tests is to know what did not run, and what did
console.warn(isSkipped ? `The tests on other runtimes are skipped: ${obstacle}.` : `Runtimes: ${names}.`);

const pages: Target = { platform: "browser", conditions: [] };
const nodeBundles: Target = { platform: "node", conditions: [] };

/** What a bundler builds for, and which file for runtimes it is to take. */
const targets = [
  { name: "Workers", target: workers, file: "standard.js" },
  { name: "pages", target: pages, file: "page.js" },
  { name: "Node", target: nodeBundles, file: "node.js" },
];

const programs = runtimesHere.flatMap((runtime) =>
  runtime.programs.map((program) => ({ ...runtime, program, runtime })),
);
const generations = [...earlyGenerations.slice(-1), ours];

describe.skipIf(isSkipped)("installed from its archive, the client", { timeout: 60_000 }, () => {
  let application: Application;
  beforeAll(async () => {
    if (obstacle !== undefined) throw new Error(obstacle);
    application = await Application.install();
  }, 60_000);
  afterAll(() => application?.remove());

  test.each(runtimesHere.filter(resolvesItself))("on $name runs with $file", async (runtime) => {
    expect(await application.resolve(runtime)).toBe(runtime.file);
  });

  test.each(targets)("bundled for $name runs with $file", async ({ target, file }) => {
    expect(await application.bundle(target)).toEqual([file]);
  });

  describe.each(generations)("with $name", (generation) => {
    let server: RunningServer;
    beforeAll(async () => {
      server = await startScenarioServer(generation);
    });
    afterAll(() => server.kill());

    describe.each(programs)("in $program on $name", ({ runtime, program }) => {
      let report: Report;
      beforeAll(async () => {
        report = await application.play(runtime, program, {
          server: server.url,
          nowhere: await findNowhere(),
        });
      }, 60_000);

      test("joins two namespaces", () => {
        expect(report.joins).toEqual([true, true, "secret"]);
      });

      test("asks and is asked", () => {
        expect(report).toMatchObject({ asks: 3, answers: 42 });
      });

      test(`sends bytes, and gets some as ${runtime.bytes}`, () => {
        expect(report.carriesBytes).toEqual([runtime.bytes, 255, 2, 1]);
      });

      test(runtime.hasHeaders ? "sends headers" : "tells that it can't send headers", () => {
        expect(report.showsHeaders).toBe(runtime.hasHeaders ? "hello" : "ConnectError: websocket error");
      });

      test("stays away when the server disconnects it", () => {
        expect(report.isSentAway).toEqual(["io server disconnect", false]);
      });

      test("comes back when the connection breaks", () => {
        expect(report.comesBack).toEqual([true, 3]);
      });

      test("tells when there is no server, and tries on", () => {
        expect(report.findsNobody).toEqual(["websocket error", true]);
      });
    });
  });
});

/** Why these tests can't run, if so. */
function findObstacle(): string | undefined {
  if (reference !== undefined) return "another client is under test";
  if (!existsSync(new URL("../../dist/index.js", import.meta.url))) return "`npm run build` has not run";
  if (!runtimesFolder) return "SOCKEYE_RUNTIMES names no folder with runtimes; .ci/run installs them";
  return undefined;
}

/** For Workers, a bundler does. */
function resolvesItself({ programs: [program] }: Runtime): boolean {
  return program !== "worker.js";
}

import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reference } from "../interop/client-under-test.js";
import { earlyGenerations, ours } from "../interop/generations.js";
import type { RunningServer } from "../interop/server-under-test.js";
import { Application, workers } from "./application.js";
import type { Report } from "./programs/scenario.js";
import { runtimes, runtimesFolder } from "./runtimes.js";
import { findNowhere, startScenarioServer } from "./scenario-server.js";

const isBuilt = existsSync(new URL("../../dist/index.js", import.meta.url));
const reasonToSkip = findReason();
/** A CI has all of them, or fails. */
const runtimesToTest = runtimes.filter(({ isInstalled }) => isInstalled || process.env["CI"]);
const names = runtimesToTest.map(({ name }) => name).join(", ");

// biome-ignore lint/suspicious/noConsole: who runs the tests is to know what did not run, and what did
console.warn(reasonToSkip ? `The tests on other runtimes are skipped: ${reasonToSkip}.` : `Runs on ${names}.`);

const generations = [...earlyGenerations.slice(-1), ours];
let application: Application;

describe.skipIf(reasonToSkip)("installed from its archive, the client", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    if (!runtimesFolder || !isBuilt) throw new Error(`expected packages and runtimes: ${reasonFor()}`);
    application = await Application.install();
  }, 60_000);
  afterAll(() => application?.remove());

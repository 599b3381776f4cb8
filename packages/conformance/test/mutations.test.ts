import { describe, expect, it } from "vitest";
import type { Outcome } from "../src/run/outcome.js";
import { testServer } from "../src/test-server.js";
import { type Defect, defects } from "./mutations/defects.js";
import { bundleProgram } from "./programs/bundled-program.js";
import { startServer } from "./programs/server-program.js";

// A kit that finds nothing proves nothing: each of these copies of our server is wrong in one way.

/**
 * Everything that the kit objects to, the recommendations too. What it says about other rules than those of the defect
 * has to show twice: on a busy machine a heartbeat may come too late.
 */
async function objections({ patches, breaks, drags = [] }: Defect): Promise<readonly Outcome[]> {
  const program = await bundleProgram("servers/sockeye.mjs", patches);
  const server = await startServer(program.file);
  try {
    const found = await objectionsOf(server.url, []);
    const isExplained = (outcome: Outcome): boolean => isAbout(outcome, [...breaks, ...drags]);
    const strays = found.filter((outcome) => !isExplained(outcome)).map(({ caseId }) => caseId);
    const again = strays.length === 0 ? [] : await objectionsOf(server.url, [...new Set(strays)]);
    return [...found.filter(isExplained), ...again];
  } finally {
    await server.stop();
    await program.remove();
  }
}

async function objectionsOf(url: string, only: readonly string[]): Promise<readonly Outcome[]> {
  const { outcomes } = await testServer({ url, only, concurrency: 32 });
  return outcomes.filter(({ verdict }) => verdict === "failed" || verdict === "advised");
}

/** Whether it names one of these requirements, by the whole id or by what it starts with: `EIO3`. */
function isAbout({ requirements }: Outcome, ids: readonly string[]): boolean {
  return requirements.some((id) => ids.some((meant) => id === meant || id.startsWith(`${meant}-`)));
}

// Most of a run is waiting, so several run at the same time.
describe.concurrent("a server with a defect", () => {
  it.each(defects)("fails where $title", { timeout: 120_000 }, async (defect) => {
    const found = await objections(defect);

    const named = new Set(found.flatMap(({ requirements }) => requirements));
    expect(defect.breaks.filter((id) => !named.has(id))).toEqual([]);

    const allowed = [...defect.breaks, ...(defect.drags ?? [])];
    const strays = found.filter((outcome) => !isAbout(outcome, allowed));
    expect(strays.map(({ caseId, expected, actual }) => ({ caseId, expected, actual }))).toEqual([]);
  });
});

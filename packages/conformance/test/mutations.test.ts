import { describe, expect, it } from "vitest";
import type { Outcome } from "../src/run/outcome.js";
import { testServer } from "../src/test-server.js";
import { startBrokenServer } from "./mutations/broken-server.js";
import { type Defect, defects } from "./mutations/defects.js";

// A kit that finds nothing proves nothing: each of these copies of our server is wrong in one way.

/** Everything that the kit objects to, the recommendations too. */
async function objections(defect: Defect): Promise<readonly Outcome[]> {
  const server = await startBrokenServer(defect.patches);
  try {
    const { outcomes } = await testServer({ url: server.url, concurrency: 32 });
    return outcomes.filter(({ verdict }) => verdict === "failed" || verdict === "advised");
  } finally {
    await server.stop();
  }
}

/** Whether the requirement is among these, by its whole id or by what it starts with: `EIO3`. */
function isAmong(requirement: string, ids: readonly string[]): boolean {
  return ids.some((id) => requirement === id || requirement.startsWith(`${id}-`) || id === "EIO");
}

describe("a server with a defect", () => {
  it.each(defects)("fails where $title", { timeout: 60_000 }, async (defect) => {
    const found = await objections(defect);

    const named = new Set(found.flatMap(({ requirements }) => requirements));
    expect(defect.breaks.filter((id) => !named.has(id))).toEqual([]);

    const allowed = [...defect.breaks, ...(defect.drags ?? [])];
    const strays = found.filter(({ requirements }) => !requirements.some((id) => isAmong(id, allowed)));
    expect(strays.map(({ caseId, expected, actual }) => ({ caseId, expected, actual }))).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ClientConnections } from "./client-connections.js";
import { type Observation, observe } from "./observation.js";
import { ProcessFaults } from "./process-faults.js";
import type { Script } from "./script.js";
import { complaints, gaps } from "./verdict.js";

/** A client with the default options starts no two connections closer to each other; less what timers are early. */
const leastGapMs = 990;
const forMs = 5000;

/**
 * The tests of some scripts. All are played at once, for 5 seconds: what a client does in the course of time can't
 * be seen in less, and one by one would take too long.
 */
export function survives(scripts: readonly Script[]): void {
  const observations = new Map<Script, Observation>();
  let faults: ProcessFaults;

  beforeAll(async () => {
    faults = new ProcessFaults();
    const connections = new ClientConnections();
    await Promise.all(
      scripts.map((script) =>
        faults.from(script.title, async () => {
          observations.set(script, await observe(script, { connections, forMs }));
        }),
      ),
    );
    connections.stop();
  }, 60_000);

  afterAll(() => faults.restore());

  describe("a server that", () => {
    test.for(scripts.map((script) => [script.title, script] as const))("%s", ([, script]) => {
      const observation = observations.get(script);
      if (observation === undefined) throw new Error("expected an observation");
      const found = complaints(observation, script.outcomes);

      expect(found, found.join("; ")).toEqual([]);
      expect(observation.faults).toEqual([]);
      expect(faults.noted.filter(({ source }) => source === script.title)).toEqual([]);
      expect(gaps(observation).filter((gapMs) => gapMs < leastGapMs)).toEqual([]);
      expect(observation.startsMs.length).toBeGreaterThanOrEqual(observation.accepted);
    });
  });

  test("nothing is thrown or rejected past the client, whatever a server does", () => {
    expect(faults.noted).toEqual([]);
  });

  test("titles are told apart", () => {
    expect(new Set(scripts.map(({ title }) => title)).size).toBe(scripts.length);
  });
}

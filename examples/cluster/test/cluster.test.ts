import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ClusterProgram, type RunningCluster } from "./running-cluster.js";
import { Visitor } from "./visitor.js";

const workerCount = 3;
/** Half of the time after which the adapter gives up a worker that has not told the others. */
const farewellMs = 5_000;

let program: ClusterProgram;
let cluster: RunningCluster;
let visitors: Visitor[] = [];

beforeAll(async () => {
  program = await ClusterProgram.bundle();
  return () => program.remove();
});

afterEach(() => {
  for (const visitor of visitors) visitor.leave();
});

describe("workers, with clients of both generations,", { timeout: 20_000 }, () => {
  beforeAll(async () => {
    cluster = await program.start(workerCount);
  }, 20_000);
  afterAll(async () => void (await cluster.stop()));
  beforeEach(enter, 20_000);

  test("share the clients of one port", () => {
    expect(workersOf(visitors).size).toBeGreaterThan(1);
  });

  test("reach everybody, from each of them", async () => {
    for (const speaker of onePerWorker()) {
      speaker.tell("announce", `from ${speaker.worker}`);

      for (const visitor of visitors) {
        expect(await visitor.hearUntil(`from ${speaker.worker}`)).toEqual([`from ${speaker.worker}`]);
      }
    }
  });

  test("reach a room, and all but a room", async () => {
    const [speaker, ...others] = alternating();
    const members = others.filter((_, index) => index % 2 === 0);
    await Promise.all(members.map((visitor) => visitor.ask("join", "red")));

    speaker.tell("say", "red", "to red");
    speaker.tell("tell all but", "red", "to the rest");
    speaker.tell("announce", "end");

    expect(workersOf(members).size).toBeGreaterThan(1);
    for (const visitor of visitors) {
      const wanted = members.includes(visitor) ? "to red" : "to the rest";
      expect(await visitor.hearUntil("end")).toEqual([wanted, "end"]);
    }
  });

  test("pass bytes on as bytes", async () => {
    const [speaker] = visitors as [Visitor];

    speaker.tell("announce", Buffer.from([1, 2, 3]), "end");

    for (const visitor of visitors) {
      expect(await visitor.hearUntil("end")).toEqual([Buffer.from([1, 2, 3]), "end"]);
    }
  });

  test("gather the answers of all", async () => {
    const answers = visitors.map(({ name }) => `who? ${name}`).toSorted();

    for (const asking of onePerWorker()) {
      const [error, given] = (await asking.ask("ask", "who?")) as [string | null, string[]];
      expect([error, given.toSorted()]).toEqual([null, answers]);
    }
  });

  test("find, move and dismiss each other's sockets", async () => {
    const [chief, ...others] = alternating();
    const members = others.slice(0, 3);
    await Promise.all(members.map((visitor) => visitor.ask("join", "red")));

    chief.tell("move", "red", "blue");
    expect(await chief.ask("count", "blue")).toEqual([3]);
    const farewells = members.map((visitor) => visitor.next("disconnect"));
    chief.tell("dismiss", "blue");

    await Promise.all(farewells);
    expect(workersOf([chief, ...members]).size).toBeGreaterThan(1);
    expect(await chief.ask("count", "red")).toEqual([0]);
    await counted(visitors.filter((visitor) => !members.includes(visitor)));
  });
});

describe("a cluster", { timeout: 30_000 }, () => {
  beforeEach(async () => {
    cluster = await program.start(workerCount);
    await enter();
  }, 30_000);
  afterEach(async () => void (await cluster.stop()));

  test("brings the clients of a killed worker back, and replaces it", async () => {
    const { victims, dead } = await end("SIGKILL");

    for (const speaker of onePerWorker()) {
      speaker.tell("announce", `from ${speaker.worker}`);
      for (const visitor of visitors) await visitor.hearUntil(`from ${speaker.worker}`);
    }

    expect(victims.map(({ worker }) => worker)).not.toContain(dead);
    expect(await cluster.workers(workerCount + 1)).toHaveLength(workerCount + 1);
  });

  test("does not wait for a worker that was asked to end: it tells the others", async () => {
    const { victims, dead } = await end("SIGTERM");
    const [asking] = visitors as [Visitor];
    const answerCount = async (): Promise<unknown[]> => {
      const [error, answers] = (await asking.ask("ask", "who?")) as [string | null, string[]];
      return [error, answers.length];
    };

    await expect.poll(answerCount, { timeout: farewellMs }).toEqual([null, visitors.length]);

    await counted(visitors);
    expect(victims.map(({ worker }) => worker)).not.toContain(dead);
  });

  test("ends with its workers", async () => {
    const pids = await cluster.workers(workerCount);

    expect(await cluster.stop()).toBe(0);

    expect(pids.filter(isRunning)).toEqual([]);
  });

  /** Ends a worker, and waits until its clients are back and another worker is ready. */
  async function end(signal: NodeJS.Signals): Promise<{ victims: Visitor[]; dead: number }> {
    const dead = visitors[0]?.worker ?? 0;
    const victims = visitors.filter(({ worker }) => worker === dead);
    const returns = victims.map((visitor) => visitor.next("worker"));
    process.kill(dead, signal);
    await Promise.all([...returns, cluster.workers(workerCount + 1)]);
    return { victims, dead };
  }
});

/** Brings in clients of each kind until there are two of each, on two workers at least, and everybody is known to all. */
async function enter(): Promise<void> {
  const url = await cluster.listening;
  visitors = [];
  for (let round = 0; round < 10; round += 1) {
    visitors.push(...(await Visitor.arrive(url)));
    if (round > 0 && workersOf(visitors).size > 1) break;
  }
  await counted(visitors);
}

/** Waits until each worker counts these, on all of them. */
async function counted(present: readonly Visitor[]): Promise<void> {
  for (const visitor of present) {
    await expect.poll(() => visitor.ask("count", []), { timeout: 10_000 }).toEqual([present.length]);
  }
}

function workersOf(some: readonly Visitor[]): Set<number> {
  return new Set(some.map(({ worker }) => worker));
}

function onePerWorker(): Visitor[] {
  return [...new Map(visitors.map((visitor) => [visitor.worker, visitor])).values()];
}

/** The first one, then those of other workers, then those of its own. */
function alternating(): [Visitor, ...Visitor[]] {
  const [first, ...others] = visitors as [Visitor, ...Visitor[]];
  const isFar = ({ worker }: Visitor): boolean => worker !== first.worker;
  return [first, ...others.filter(isFar), ...others.filter((visitor) => !isFar(visitor))];
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // ESRCH: no such process
  }
}

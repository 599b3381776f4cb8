import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { Application, type Happening } from "./application.js";
import type { ClientConnections } from "./client-connections.js";
import { type Endurance, HostileServer } from "./hostile-server.js";
import type { Script } from "./script.js";

/** What came of a script. */
export interface Observation {
  readonly happenings: readonly Happening[];
  readonly events: ReadonlyMap<string, number>;
  readonly hasHeardCanary: boolean;
  /** When the client started its connections. */
  readonly startsMs: readonly number[];
  /** How many connections the server got. */
  readonly accepted: number;
  /** How many connections were open in the end. */
  readonly open: number;
  /** Whatever went wrong that no script can excuse. */
  readonly faults: readonly unknown[];
}

/** How a script is watched. */
export interface Watch {
  readonly connections: ClientConnections;
  readonly forMs: number;
  /** When the server turns friendly; then the watch ends with the first event of the friendly server. */
  readonly endurance?: Endurance;
}

/** How much longer a client may take to react, should the machine be busy. */
const patienceMs = 10_000;

/** Lets a client at a server that follows the script, for some time. */
export async function observe(
  script: Script,
  { connections, forMs, endurance }: Watch,
): Promise<Observation> {
  const server = new HostileServer(script, endurance);
  const port = await server.listen();
  await setImmediate(); // or all clients would be made before the first of them gets to connect
  const application = new Application(port, script.options);
  let hasHeardCanary = false;
  const canaryHeard = server.canaryHeard.then(() => {
    hasHeardCanary = true;
  });
  // How a client spaces its attempts can only be seen in real time.
  const isOver = sleep(forMs, undefined, { ref: false });
  await (endurance === undefined ? isOver : Promise.race([isOver, canaryHeard]));
  await Promise.race([showsReaction(script, server), sleep(patienceMs, undefined, { ref: false })]);

  const observation = {
    happenings: [...application.happenings],
    events: application.events,
    hasHeardCanary,
    startsMs: connections.startsTo(port),
    accepted: server.accepted,
    open: connections.openTo(port),
    faults: [...application.faults, ...application.oddities, ...server.faults, ...doubleAnswers(application)],
  };
  application.leave();
  await server.close();
  return observation;
}

/** When the client has reacted, where there is one reaction only and that can be awaited. */
async function showsReaction({ outcomes }: Script, { canaryHeard, cameBack }: HostileServer): Promise<void> {
  if (outcomes.every(({ reaction }) => reaction === "stays")) await canaryHeard;
  if (outcomes.every(({ reaction }) => reaction === "comes back")) await cameBack;
}

function doubleAnswers({ answers }: Application): string[] {
  return answers.filter((count) => count > 1).map((count) => `a question was answered ${count} times`);
}

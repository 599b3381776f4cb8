import type { Case } from "../../run/case.js";
import { ExpectationError } from "../../run/expectation.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";

/** How far a client gets before it's closed. */
type Receive = (kit: ClientKit, withinMs: number) => Promise<ClientPeer>;

/** The delays that the client program is told, from 100 ms on, make 20 requests in this time; a tight loop makes hundreds. */
const countingMs = 2_000;
const mostRequests = 60;

/** A case about a server that receives its client and closes at once. PROTOCOL.md, Disconnection. */
export function loopCase(id: string, when: string, receive: Receive): Case<ClientKit> {
  return {
    id: `disconnection-client-no-loop-${id}`,
    title: `the client does not ask in a tight loop when it is closed ${when}`,
    requirements: ["EIO-DIS-7"],
    revisions: [3, 4],
    async run(kit) {
      const first = await kit.joined();
      first.sendClose(1000);
      const count = await countRequests(kit, receive);
      if (count > mostRequests) {
        first.fail(`at most ${mostRequests} requests within ${countingMs} ms`, `${count} requests`);
      }
    },
  };
}

/** Closes each connection as soon as it is there. */
async function countRequests(kit: ClientKit, receive: Receive): Promise<number> {
  const untilMs = performance.now() + countingMs;
  for (let count = 0; ; count += 1) {
    const leftMs = Math.max(0, untilMs - performance.now());
    const peer = leftMs === 0 ? undefined : await receive(kit, leftMs).catch(nothingMore);
    if (peer === undefined) {
      return count;
    }
    peer.sendClose(1000);
  }
}

function nothingMore(error: unknown): undefined {
  if (!(error instanceof ExpectationError)) {
    throw error;
  }
}

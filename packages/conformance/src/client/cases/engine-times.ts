import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";

/** How much later than the rule says a busy machine may do something. */
export const lateMs = 900;
/** How much earlier its clock may see it. */
const earlyMs = 50;

/** The client must give the connection up when this time has passed: it closes it, or at least leaves it for another. */
export async function expectGivenUp(kit: ClientKit, peer: ClientPeer, afterMs: number): Promise<void> {
  const startedAtMs = performance.now();
  const withinMs = afterMs + lateMs;
  await Promise.any([peer.expectEnd({ withinMs }), kit.accept({ withinMs })]).catch(() =>
    peer.fail("the connection to be given up", `nothing of that within ${withinMs} ms`),
  );
  expectElapsed(peer, startedAtMs, afterMs);
}

/** So long must have passed by now. */
export function expectElapsed(peer: ClientPeer, startedAtMs: number, ms: number): void {
  const elapsedMs = Math.round(performance.now() - startedAtMs);
  if (elapsedMs < ms - earlyMs) {
    peer.fail(`that not before ${ms} ms have passed`, `that after ${elapsedMs} ms`);
  }
}

import type { Frame } from "@sockeye/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Socket } from "../../src/socket/socket.js";
import { open3, open4, Stage, settled } from "./stage.js";

const slot0 = '{"_placeholder":true,"num":0}';

/** What a well-behaved server of one revision or the other might send. */
const goodTexts = [
  open3,
  open4,
  "1",
  "2",
  "3",
  "6",
  "40",
  '40{"sid":"s"}',
  '40{"sid":"s","pid":"p"}',
  "40/admin,",
  '40/admin,{"sid":"t"}',
  "41",
  "41/admin,",
  '42["a",{"b":[1,null,"é🐟"]},"offset"]',
  '420["ask","x"]',
  '42/admin,7["ask"]',
  '430["ok"]',
  '44{"message":"no","data":1}',
  '44"no"',
  '44/admin,{"message":"no"}',
  `451-["file",${slot0}]`,
  `461-0[${slot0}]`,
];

/** Characters that mean something to one of the parsers. */
const grammarText = fc.string({
  unit: fc.constantFrom(...'0123456789-/,?[]{}":b4 \u0000\n\\aétrue_'),
  maxLength: 40,
});

/** A good text with a piece cut out and another put in. */
const mutatedText = fc
  .record({ text: fc.constantFrom(...goodTexts), at: fc.nat(60), cut: fc.nat(3), piece: grammarText })
  .map(({ text, at, cut, piece }) => text.slice(0, at) + piece + text.slice(at + cut));

/** A header of some type with some JSON behind it. */
const packetText = fc
  .record({
    type: fc.constantFrom("0", "40", "41", "42", "43", "44", "451-", "461-1"),
    payload: fc.jsonValue(),
  })
  .map(({ type, payload }) => type + JSON.stringify(payload));

const frame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...goodTexts) },
  { weight: 3, arbitrary: mutatedText },
  { weight: 2, arbitrary: packetText },
  { weight: 1, arbitrary: grammarText },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constant(Uint8Array.of(4, 1, 2, 3)) },
);

/** What an application does in between. */
const deeds: Record<string, (sockets: Socket[]) => unknown> = {
  emit: ([socket]) => socket?.emit("a", { b: Uint8Array.of(1) }),
  ask: ([, socket]) => socket?.timeout(50).emit("a", () => undefined),
  volatile: ([socket]) => socket?.volatile.emit("a"),
  leave: ([socket]) => socket?.disconnect(),
  leaveOther: ([, socket]) => socket?.disconnect(),
  come: ([socket]) => socket?.connect(),
  comeOther: ([, socket]) => socket?.connect(),
  closeEngine: ([socket]) => socket?.io.engine.close(),
};

const step = fc.oneof(
  { weight: 8, arbitrary: frame.map((value) => ({ frame: value })) },
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(deeds)).map((deed) => ({ deed })) },
  { weight: 2, arbitrary: fc.constantFrom(10, 600, 6_000, 50_000).map((advanceMs) => ({ advanceMs })) },
  { weight: 1, arbitrary: fc.constantFrom("drop", "offline", "online").map((event) => ({ event })) },
);

test("no sequence of frames, deeds and events throws, or leaves anything behind", async () => {
  const sequences = fc.asyncProperty(
    fc.array(step, { maxLength: 30 }),
    fc.boolean(),
    async (steps, isTold) => {
      const stage = new Stage();
      const manager = stage.manager(isTold ? { protocol: 4 } : {});
      const sockets = [manager.socket("/"), manager.socket("/admin", { auth: { token: 1 }, retries: 1 })];
      for (const socket of sockets) {
        socket.on("ask", (...args: unknown[]) => {
          const answer = args.at(-1);
          if (typeof answer === "function") answer("ok");
        });
      }
      for (const one of steps) {
        await settled();
        if ("frame" in one) stage.transport.receive(one.frame);
        else if ("deed" in one) deeds[one.deed]?.(sockets);
        else if ("advanceMs" in one) stage.clock.advance(one.advanceMs);
        else if (one.event === "drop") stage.transport.drop();
        else stage.network.tell(one.event);
      }
      for (const socket of sockets) socket.disconnect();
      stage.clock.advance(100); // the longest timeout of a deed

      expect([...stage.faults, ...stage.reported]).toEqual([]);
      expect(stage.clock.pending).toBe(0);
      expect(sockets.map(({ connected, active }) => connected || active)).toEqual([false, false]);
    },
  );

  await fc.assert(sequences, { numRuns: 10_000 });
}, 60_000);

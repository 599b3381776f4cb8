import type { Case } from "../../run/case.js";
import { encodeFrame, opcodes } from "../../wire/raw-frame.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";
import { endingCase, endLimitMs } from "./engine-ending.js";
import { mischief, violations } from "./engine-violation-rows.js";
import { custom, joinedBoth } from "./socket-joining.js";
import { expectNoticed } from "./socket-noticed.js";
import { takeReturn } from "./socket-return.js";

/** How long a client may take to end the connection before the kit does it. */
const patienceMs = 500;

/** Cases of PROTOCOL.md, Violations. */
export const violationsCases: readonly Case<ClientKit>[] = [
  ...violations.map(({ id, what, frame }) =>
    endingCase({
      id: `violations-client-ends-at-${id}`,
      at: what,
      requirements: ["EIO-VIO-1"],
      frames: [frame],
    }),
  ),
  {
    id: "violations-client-all-namespaces",
    title: "the client ends all namespaces at a violation in one of them",
    requirements: ["EIO-VIO-1"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.send(`42${custom},{"echo":1}`);
      await peer.expectEnd({ withinMs: endLimitMs });
      const again = await kit.session();
      await takeReturn(again);
      await expectNoticed(again, { event: "disconnect", namespace: "/" });
      await expectNoticed(again, { event: "disconnect", namespace: custom });
    },
  },
  ...violations.map(
    ({ id, what, frame }): Case<ClientKit> => ({
      id: `violations-client-nothing-behind-${id}`,
      title: `the client acts on nothing that comes behind ${what}`,
      requirements: ["EIO-VIO-2"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        await peer.expectAlive();
        const after = encodeFrame({ opcode: opcodes.text, payload: '42["echo","after"]' }, false);
        peer.write(Buffer.concat([encodeFrame(frame, false), after]));
        await expectNoEcho(peer);
        const again = await kit.joined(); // an answer may have been kept for the next connection
        await again.expectAlive();
      },
    }),
  ),
  ...violations.map(
    ({ id, what, frame }): Case<ClientKit> => ({
      id: `violations-client-close-frame-${id}`,
      title: `the client ends the connection with a close frame at ${what}`,
      requirements: ["EIO-VIO-3"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        peer.sendFrame(frame);
        const { code } = await peer.expectEnd({ withinMs: endLimitMs });
        if (code === undefined) {
          peer.fail("a close frame", "the end of the TCP connection without one");
        }
      },
    }),
  ),
  {
    id: "violations-client-reason",
    title: "the client repeats nothing of what the server sent in the close frame's reason",
    requirements: ["EIO-VIO-4"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42{"hunter2":"hunter2"}');
      const { reason } = await peer.expectEnd({ withinMs: endLimitMs });
      if (reason.includes("hunter2")) {
        peer.fail("a reason without what was sent", reason);
      }
    },
  },
  ...mischief.map(
    ({ id, what, act }): Case<ClientKit> => ({
      id: `violations-client-survives-${id}`,
      title: `the client survives ${what}, tells the application of the loss, and comes back`,
      requirements: ["EIO-VIO-6"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        await peer.expectAlive(); // so that the application knows what it has lost
        act(peer);
        await peer.expectEnd({ withinMs: patienceMs }).catch(() => peer.drop());
        const again = await kit.joined();
        await again.expectAlive();
        await expectNoticed(again, { event: "disconnect", namespace: "/" });
      },
    }),
  ),
];

async function expectNoEcho(peer: ClientPeer): Promise<void> {
  for (;;) {
    const message = await peer.next({ withinMs: endLimitMs });
    if (message.kind === "close" || message.kind === "end") {
      return;
    }
    if (message.kind === "text" && message.text.includes("echo-back")) {
      peer.fail("nothing that came behind the violation to be acted on", message.text);
    }
  }
}

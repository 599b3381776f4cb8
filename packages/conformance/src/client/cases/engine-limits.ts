import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";

const maxPayload = 1_000;

/** Cases of PROTOCOL.md, Size rules. */
export const limitsCases: readonly Case<ClientKit>[] = [
  {
    id: "limits-client-keeps-to-maxpayload",
    title: "the client sends no message that is larger than maxPayload",
    requirements: ["EIO-LIM-4"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ open: { maxPayload } });
      peer.instruct("echo", ["x".repeat(2 * maxPayload)]);
      peer.instruct("emit", ["small"]);
      // The client may drop the large one, or refuse it to the application, or give up.
      for (;;) {
        const message = await peer.next();
        if (message.kind !== "text" || message.text === '42["small"]') {
          return;
        }
        if (Buffer.byteLength(message.text) > maxPayload) {
          peer.fail(
            `messages of at most ${maxPayload} bytes`,
            `one of ${Buffer.byteLength(message.text)} bytes`,
          );
        }
      }
    },
  },
];

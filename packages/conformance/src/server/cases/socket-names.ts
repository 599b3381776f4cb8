import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { describeMessage } from "../../wire/message.js";
import { sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";
import { bytes, slot } from "./socket-frames.js";

/** How a namespace is spelled in a packet. PROTOCOL.md, Socket.IO packets. */
export const nameCases: readonly Case<ServerKit>[] = [
  ...["40/custom", "40/custom,"].map((frame): Case<ServerKit> => {
    const spelling = frame.endsWith(",") ? "with" : "without";
    return {
      id: `grammar-connect-${spelling}-comma`,
      title: `the server takes a CONNECT ${spelling} a comma behind the name`,
      requirements: ["EIO-TXT-4"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        peer.send(frame);
        await peer.expectPacket({ type: "connect", namespace: "/custom" });
        await peer.expectAlive("/custom");
      },
    };
  }),
  ...["41/custom", "41/custom,"].map((frame): Case<ServerKit> => {
    const spelling = frame.endsWith(",") ? "with" : "without";
    return {
      id: `grammar-disconnect-${spelling}-comma`,
      title: `the server takes a DISCONNECT ${spelling} a comma behind the name`,
      requirements: ["EIO-TXT-4"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        await peer.join("/custom");
        peer.send(frame);
        await peer.expectAlive();
        await peer.join("/custom"); // would be one too many, had the client not left
        await peer.expectAlive("/custom");
      },
    };
  }),
  ...["40/custom?a=b", "40/custom?a=b,"].map((frame): Case<ServerKit> => {
    const spelling = frame.endsWith(",") ? "with" : "without";
    return {
      id: `grammar-query-${spelling}-comma`,
      title: `the server takes a CONNECT ${spelling} a comma behind the query`,
      requirements: ["EIO-TXT-4"],
      revisions: [3],
      async run(kit) {
        const peer = await kit.joined();
        peer.send(frame);
        await peer.expectPacket({ type: "connect", namespace: "/custom" });
      },
    };
  }),
  ...["40/", "40/,"].map((frame): Case<ServerKit> => {
    const spelling = frame.endsWith(",") ? "with" : "without";
    return {
      id: `grammar-root-connect-${spelling}-comma`,
      title: `the server takes a CONNECT that names /, ${spelling} a comma`,
      requirements: ["EIO-TXT-3", "EIO-TXT-4"],
      revisions: [4],
      async run(kit) {
        const peer = await kit.session();
        peer.send(frame);
        await peer.expectPacket({ type: "connect", namespace: "/" });
        await peer.expectAlive();
      },
    };
  }),
  {
    id: "grammar-root-disconnect",
    title: "the server takes a DISCONNECT that names /",
    requirements: ["EIO-TXT-3"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send("41/,");
      await peer.expectAlive("/custom");
      await peer.join("/"); // would be one too many, had the client not left
    },
  },
  ...[
    ["grammar-name-256", "256 characters", `/${"n".repeat(255)}`] as const,
    ["grammar-name-256-units", "256 UTF-16 code units", `/n${"\u{1f600}".repeat(127)}`] as const,
  ].map(
    ([id, what, namespace]): Case<ServerKit> => ({
      id,
      title: `the server answers to a name of ${what}`,
      requirements: ["EIO-TXT-5"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        peer.send(`40${namespace},`);
        await peer.expectPacket({ type: "connect-error" });
        await peer.expectAlive();
      },
    }),
  ),
  {
    id: "grammar-query-length",
    title: "the server does not count the query as a part of the name",
    requirements: ["EIO-TXT-5"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom", { a: "b".repeat(300) });
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "grammar-root-left-out",
    title: "the server leaves / out of what it sends",
    requirements: ["EIO-TXT-19"],
    revisions: both,
    async run(kit) {
      const peer = await kit.session();
      sendAll(peer, kit.revision === 4 ? ["40"] : []);
      await expectWithoutName(peer);
      sendAll(peer, ['42["message","x"]', '421["message-with-ack"]', '42["ask"]']);
      sendAll(peer, [`451-["message",${slot(0)}]`, bytes]);
      for (let count = 0; count < 4; count += 1) {
        await expectWithoutName(peer);
      }
    },
  },
];

/** The next message must be a packet of / that does not name it. */
async function expectWithoutName(peer: ServerPeer): Promise<void> {
  const message = await peer.next();
  if (message.kind !== "text" || /^4\d(?:\d+-)?\//.test(message.text)) {
    peer.fail("a packet without a namespace", describeMessage(message));
  }
}

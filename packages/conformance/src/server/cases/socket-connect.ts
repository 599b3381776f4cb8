import { readPacket } from "../../packet/read-packet.js";
import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { describeMessage } from "../../wire/message.js";
import { sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";
import { address } from "./socket-frames.js";

/** What a client of revision 4 says, and what the application gets. */
const objects: readonly (readonly [id: string, what: string, said: string, got: string])[] = [
  ["none", "nothing as an empty object", "", "{}"],
  ["empty", "an empty object", "{}", "{}"],
  ["flat", "strings", '{"token":"abc","other":""}', '{"token":"abc","other":""}'],
  [
    "nested",
    "all kinds of values",
    '{"a":[1,{"b":null}],"c":true,"d":1.5}',
    '{"a":[1,{"b":null}],"c":true,"d":1.5}',
  ],
  ["unicode", "characters of all planes", '{"n\u00e4me":"\u{1f600}"}', '{"n\u00e4me":"\u{1f600}"}'],
  [
    "placeholder",
    "what looks like a placeholder",
    '{"a":{"_placeholder":true}}',
    '{"a":{"_placeholder":true}}',
  ],
];

const objectCases = objects.flatMap(([id, what, said, got]) =>
  ["/", "/custom"].map(
    (namespace): Case<ServerKit> => ({
      id: `namespace-object-${id}${namespace === "/" ? "-root" : ""}`,
      title: `the server hands ${what} of a CONNECT for ${namespace} to the application`,
      requirements: ["EIO4-NSP-5"],
      revisions: [4],
      async run(kit) {
        const peer = await kit.session();
        peer.send(`40${address(namespace)}${said}`);
        await peer.expectPacket({ type: "connect", namespace });
        peer.send(`42${address(namespace)}0["auth"]`);
        await peer.expect(`43${address(namespace)}0[${got}]`);
      },
    }),
  ),
);

/** Answers to CONNECT in revision 4, and questions that are withdrawn. PROTOCOL.md, Namespaces, Revision 4. */
export const connectCases: readonly Case<ServerKit>[] = [
  ...objectCases,
  {
    id: "namespace-one-answer",
    title: "the server answers each of several CONNECTs exactly once",
    requirements: ["EIO4-NSP-3"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      sendAll(peer, ["40/slow,", "40/custom,", "40/nowhere,", "40", '40/private,{"token":"wrong"}']);
      const answers = [];
      for (let count = 0; count < 5; count += 1) {
        answers.push(await nextAnswer(peer));
      }
      const expected =
        "connect /,connect /custom,connect /slow,connect-error /nowhere,connect-error /private";
      if (answers.sort().join() !== expected) {
        peer.fail(expected, answers.join());
      }
      await peer.expectAlive();
    },
  },
  ...["/", "/custom"].map(
    (namespace): Case<ServerKit> => ({
      id: namespace === "/" ? "namespace-grant-root" : "namespace-grant",
      title: `the server tells the socket's id in its grant of ${namespace}`,
      requirements: ["EIO4-NSP-4"],
      revisions: [4],
      async run(kit) {
        const peer = await kit.session();
        const { sid } = await peer.join(namespace);
        peer.send(`42${address(namespace)}0["id"]`);
        await peer.expect(`43${address(namespace)}0[${JSON.stringify(sid)}]`);
      },
    }),
  ),
  {
    id: "namespace-withdrawn",
    title: "the server grants nothing to a client that has left before it was let in",
    requirements: ["EIO-NSP-8"],
    revisions: both,
    async run(kit) {
      const [peer, other] = [await kit.joined(), await kit.joined()];
      sendAll(peer, ["40/slow,", "41/slow,"]);
      await other.join("/slow"); // takes as long as the grant that must not come
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-withdrawn-again",
    title: "the server lets a client ask again that has left before it was let in",
    requirements: ["EIO-NSP-8"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, ["40/slow,", "41/slow,"]);
      await peer.join("/slow");
      await peer.expectAlive("/slow");
    },
  },
];

async function nextAnswer(peer: ServerPeer): Promise<string> {
  const message = await peer.next();
  const packet = message.kind === "text" ? readPacket(message.text, peer.revision) : undefined;
  return packet === undefined
    ? peer.fail("an answer to a CONNECT", describeMessage(message))
    : `${packet.type} ${packet.namespace}`;
}

import type { Case } from "../../run/case.js";
import { sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";

/** What stands behind the name of a namespace, and what the application gets. */
const queries: readonly (readonly [id: string, what: string, query: string, got: string])[] = [
  ["none", "nothing as an empty object", "", "{}"],
  ["flat", "parameters", "?token=abc&other=1", '{"token":"abc","other":"1"}'],
  [
    "escapes",
    "escapes and pluses",
    "?a=two%20words&b=one+more&c=%C3%BC%2C",
    '{"a":"two words","b":"one more","c":"ü,"}',
  ],
  ["question-mark", "what stands behind the first question mark", "?a=b?c=d", '{"a":"b?c=d"}'],
  ["repeated", "parameters that are repeated as an array", "?a=1&b=2&a=3", '{"a":["1","3"],"b":"2"}'],
  ["empty", "a question mark alone as an empty object", "?", "{}"],
];

const queryCases = queries.map(
  ([id, what, query, got]): Case<ServerKit> => ({
    id: `namespace-query-${id}`,
    title: `the server hands ${what} of a namespace's query to the application`,
    requirements: ["EIO3-NSP-4"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`40/custom${query},`);
      await peer.expectPacket({ type: "connect", namespace: "/custom" });
      peer.send('42/custom,0["auth"]');
      await peer.expect(`43/custom,0[${got}]`);
    },
  }),
);

const otherNames: readonly (readonly [id: string, name: string])[] = [
  ["host", "//host/custom"],
  ["dots", "/x/../custom"],
  ["escape", "/%63ustom"],
  ["fragment", "/custom#x"],
];

const nameCases = otherNames.map(
  ([id, name]): Case<ServerKit> => ({
    id: `namespace-not-a-url-${id}`,
    title: `the server takes ${name} for a name, not for a URL`,
    requirements: ["EIO3-NSP-4"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      await peer.joinRefused(name);
      await peer.expectAlive();
    },
  }),
);

const connects: readonly (readonly [id: string, frame: string])[] = [
  ["plain", "40"],
  ["name", "40/"],
  ["comma", "40/,"],
  ["query", "40/?token=abc,"],
];

const repeatedCases = connects.map(
  ([id, frame]): Case<ServerKit> => ({
    id: `namespace-root-again-${id}`,
    title: `the server ignores a ${frame} from a client that is in /`,
    requirements: ["EIO3-NSP-2"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      peer.send(frame);
      await peer.expectAlive();
    },
  }),
);

/** Namespaces without an object, and / without a question. PROTOCOL.md, Namespaces, Revision 3. */
export const revision3Cases: readonly Case<ServerKit>[] = [
  ...queryCases,
  ...nameCases,
  ...repeatedCases,
  {
    id: "namespace-root-at-once",
    title: "the server lets a client into / right after the open packet",
    requirements: ["EIO3-NSP-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.session();
      await peer.expect("40");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-root-early",
    title: "the server ignores a 40 from a client that does not know yet that it is in /",
    requirements: ["EIO3-NSP-2"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.connect();
      peer.send("40");
      await peer.expectOpen();
      await peer.expect("40");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-grant-bare",
    title: "the server grants a namespace without a payload, and without the query",
    requirements: ["EIO3-NSP-3"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, ["40/custom?token=abc,"]);
      await peer.expect("40/custom,");
    },
  },
];

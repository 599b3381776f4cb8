import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import { ask, custom, join, joinedBoth } from "./socket-joining.js";
import { expectNoticed } from "./socket-noticed.js";
import { expectEndAfter } from "./socket-violation.js";

const spellings = [
  { what: "with-comma", title: "with a comma behind the namespace", name: "/custom," },
  { what: "without-comma", title: "without a comma behind the namespace", name: "/custom" },
];

/** What the grammar allows beside JSON. PROTOCOL.md, Socket.IO packets. */
export const grammarCases: readonly Case<ClientKit>[] = [
  {
    id: "grammar-client-default-namespace",
    title: "the client takes the name of the default namespace",
    requirements: ["EIO-TXT-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42/,["echo","x"]');
      await peer.expect('42["echo-back","x"]');
    },
  },
  ...spellings.map(({ what, title, name }) => ({
    id: `grammar-client-disconnect-${what}`,
    title: `the client takes a DISCONNECT ${title}`,
    requirements: ["EIO-TXT-4"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await joinedBoth(kit);
      peer.send(`41${name}`);
      await expectNoticed(peer, { event: "disconnect", namespace: custom });
    },
  })),
  ...spellings.map(({ what, title, name }) => ({
    id: `grammar-client-grant-${what}`,
    title: `the client takes a grant ${title}`,
    requirements: ["EIO-TXT-4"],
    revisions: [3] as const,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.send(`40${name}`);
      await peer.expectAlive(custom);
    },
  })),
  {
    id: "grammar-client-name-longest",
    title: "the client takes a namespace of 256 characters",
    requirements: ["EIO-TXT-5"],
    revisions: both,
    async run(kit) {
      const namespace = `/${"x".repeat(255)}`;
      const peer = await kit.joined();
      await join(kit, peer, { namespace });
      await peer.expectAlive(namespace);
    },
  },
  {
    id: "grammar-client-query-uncounted",
    title: "the client does not count the query behind a namespace",
    requirements: ["EIO-TXT-5"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42/nowhere?token=${"x".repeat(300)},["echo","x"]`);
      await peer.expectAlive();
    },
  },
  {
    id: "grammar-client-refusal-space",
    title: "the client ends the connection at a refusal with white space in front of its payload",
    requirements: ["EIO-TXT-1", "EIO-TXT-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      await expectEndAfter(peer, ['44/custom, {"message":"no"}']);
    },
  },
];

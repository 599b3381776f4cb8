import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import { ask, custom, join, joinedBoth } from "./socket-joining.js";
import { expectSaid, takeReturn } from "./socket-return.js";

/** With all that has a meaning in a namespace or a query. */
const auth = { token: "s, ?&=#%+é", name: "fish" };

/** How the client asks for namespaces, and comes back to them. PROTOCOL.md, Namespaces. */
export const namespaceQuestionCases: readonly Case<ClientKit>[] = [
  {
    id: "namespaces-client-asks-default",
    title: "the client asks for the default namespace, with what it has to say",
    requirements: ["EIO4-NSP-1", "EIO4-NSP-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      expectSaid(peer, await peer.expectConnect(), { token: "abc" });
    },
  },
  {
    id: "namespaces-client-default-unasked",
    title: "the client does not ask for the default namespace",
    requirements: ["EIO3-NSP-6"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      await peer.expectAlive();
    },
  },
  {
    id: "namespaces-client-asks",
    title: "the client asks for a namespace, with what it has to say",
    requirements: ["EIO4-NSP-1", "EIO4-NSP-2", "EIO3-NSP-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      expectSaid(peer, await ask(kit, peer, { auth }), auth);
    },
  },
  {
    id: "namespaces-client-nothing-to-say",
    title: "the client that has nothing to say asks for a namespace without a payload or a query",
    requirements: ["EIO4-NSP-2", "EIO3-NSP-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      expectSaid(peer, await ask(kit, peer), kit.revision === 4 ? undefined : {});
    },
  },
  {
    id: "namespaces-client-asks-anew",
    title: "the client asks anew for a namespace that it has left",
    requirements: ["EIO4-NSP-1", "EIO3-NSP-7"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.instruct("leave", [], custom);
      await peer.expect("41/custom,");
      await join(kit, peer);
      await peer.expectAlive(custom);
    },
  },
  {
    id: "namespaces-client-returns",
    title: "the client comes back to its namespaces with what it has to say after the connection was lost",
    requirements: ["EIO-NSP-16", "EIO4-NSP-2", "EIO3-NSP-7"],
    revisions: both,
    async run(kit) {
      const first = await kit.joined();
      await join(kit, first, { auth });
      first.drop();
      const peer = await kit.session();
      expectSaid(peer, await takeReturn(peer), auth);
    },
  },
  {
    id: "namespaces-client-returns-asked",
    title: "the client asks anew for a namespace if the connection is lost before the answer",
    requirements: ["EIO-NSP-16"],
    revisions: both,
    async run(kit) {
      const first = await kit.joined();
      await ask(kit, first);
      first.drop();
      const peer = await kit.session();
      await takeReturn(peer);
      peer.grant(custom);
      await peer.expectAlive(custom);
    },
  },
];

import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { ask, custom, join, joinedBoth } from "./socket-joining.js";
import { expectNoticed } from "./socket-noticed.js";

interface StrayRow {
  readonly what: string;
  readonly title: string;
  readonly rules: readonly string[];
  readonly frames: readonly Frame[];
}

const strays: readonly StrayRow[] = [
  { what: "event", title: "an event", rules: ["EIO-NSP-13"], frames: ['42/nowhere,["echo","x"]'] },
  {
    what: "question",
    title: "an event that asks for an ack",
    rules: ["EIO-NSP-10", "EIO-NSP-13"],
    frames: ['42/nowhere,7["question","x"]'],
  },
  { what: "ack", title: "an ack", rules: ["EIO-NSP-13"], frames: ['43/nowhere,0["x"]'] },
  {
    what: "attachment",
    title: "an event with an attachment",
    rules: ["EIO-NSP-13"],
    frames: ['451-/nowhere,["echo",{"_placeholder":true,"num":0}]', Uint8Array.of(1, 2, 3)],
  },
];

/** Being in namespaces, and leaving them. PROTOCOL.md, Namespaces. */
export const namespaceCases: readonly Case<ClientKit>[] = [
  {
    id: "namespaces-client-one-connection",
    title: "the client asks for a further namespace over the same connection",
    requirements: ["EIO-NSP-14"],
    revisions: both,
    async run(kit) {
      await join(kit, await kit.joined());
      await kit.expectNoRequest(100);
    },
  },
  {
    id: "namespaces-client-early-event",
    title: "the client sends nothing to a namespace that it has asked for",
    requirements: ["EIO-NSP-10"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.instruct("echo", ["early"], custom);
      peer.send('42/custom,7["question","early"]');
      await peer.expectAlive();
    },
  },
  {
    id: "namespaces-client-leaves",
    title: "the client leaves a namespace with a DISCONNECT, and stays in the others",
    requirements: ["EIO-NSP-15", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.instruct("leave", [], custom);
      await peer.expect("41/custom,");
      await peer.expectAlive();
    },
  },
  {
    id: "namespaces-client-left",
    title: "the client sends nothing to a namespace that it has left, and drops what comes for it",
    requirements: ["EIO-NSP-10", "EIO-NSP-13"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.instruct("leave", [], custom);
      peer.instruct("echo", ["late"], custom);
      peer.send('42/custom,7["question","late"]');
      await peer.expect("41/custom,");
      await peer.expectAlive();
    },
  },
  {
    id: "namespaces-client-dismissed",
    title: "the client tells that the server has taken it out of a namespace, and stays in the others",
    requirements: ["EIO-NSP-11", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.send("41/custom,");
      await expectNoticed(peer, { event: "disconnect", namespace: custom });
      await peer.expectAlive();
    },
  },
  {
    id: "namespaces-client-dismissed-default",
    title:
      "the client tells that the server has taken it out of the default namespace, and stays in the others",
    requirements: ["EIO-NSP-11", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.send("41");
      await expectNoticed(peer, { event: "disconnect", namespace: "/", from: custom });
      await peer.expectAlive(custom);
    },
  },
  {
    id: "namespaces-client-dismissed-for-good",
    title: "the client does not come back by itself to a namespace that the server has taken it out of",
    requirements: ["EIO-NSP-11"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.send("41/custom,");
      await peer.expectSilence(400);
      peer.drop();
      const next = await kit.joined();
      await next.expectAlive();
    },
  },
  {
    id: "namespaces-client-dismissed-drops",
    title: "the client drops what comes for a namespace that the server has taken it out of",
    requirements: ["EIO-NSP-10", "EIO-NSP-13"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.send("41/custom,");
      peer.instruct("echo", ["late"], custom);
      peer.send('42/custom,7["question","late"]');
      await peer.expectAlive();
    },
  },
  ...strays.map(({ what, title, rules, frames }) => ({
    id: `namespaces-client-stray-${what}`,
    title: `the client drops ${title} for a namespace that it has never asked for`,
    requirements: rules,
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      sendAll(peer, frames);
      await peer.expectAlive();
    },
  })),
];

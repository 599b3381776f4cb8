import { sameJson } from "../../packet/same-json.js";
import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer, ReportEntry } from "../client-peer.js";
import { ask, custom, join, joinedBoth } from "./socket-joining.js";
import { expectNoticed } from "./socket-noticed.js";

const refused = { event: "refused", namespace: custom } as const;

/** Messages and data of refusals in revision 4; data is left out if there is none. */
const refusals: readonly { what: string; title: string; message: string; data?: unknown }[] = [
  { what: "message", title: "the message", message: "not authorized, ünd 🐟" },
  { what: "object", title: "the message and an object", message: "no", data: { code: 401, list: [null] } },
  { what: "zero", title: "the message and a 0", message: "no", data: 0 },
];

/** Values of refusals in revision 3. */
const values: readonly { what: string; title: string; value: unknown }[] = [
  { what: "message", title: "a text", value: "not authorized, ünd 🐟" },
  { what: "object", title: "an object", value: { code: 401, list: [null] } },
  { what: "array", title: "an array", value: ["no", 1] },
  { what: "zero", title: "a 0", value: 0 },
  { what: "false", title: "false", value: false },
  { what: "null", title: "null", value: null },
];

/** How the client takes a refusal. PROTOCOL.md, Refusal of a namespace. */
export const namespaceRefusalCases: readonly Case<ClientKit>[] = [
  {
    id: "namespace-refusal-client-told",
    title: "the client tells of a refusal, and stays in its other namespaces",
    requirements: ["EIO-NSP-12", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.refuse(custom, "not authorized");
      await expectNoticed(peer, refused);
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-refusal-client-other-question",
    title: "the client goes on waiting for the answer of another namespace after a refusal",
    requirements: ["EIO-NSP-12", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      await ask(kit, peer, { namespace: "/slow" });
      peer.refuse(custom, "not authorized");
      peer.grant("/slow");
      await peer.expectAlive("/slow");
    },
  },
  {
    id: "namespace-refusal-client-asks-anew",
    title: "the client asks anew for a namespace that has refused it",
    requirements: ["EIO4-NSP-1", "EIO3-NSP-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.refuse(custom, "not authorized");
      await expectNoticed(peer, refused);
      await join(kit, peer);
      await peer.expectAlive(custom);
    },
  },
  {
    id: "namespace-refusal-client-drops",
    title: "the client drops what comes for a namespace that has refused it",
    requirements: ["EIO-NSP-10", "EIO-NSP-13"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.refuse(custom, "not authorized");
      peer.instruct("echo", ["late"], custom);
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-refusal-client-default",
    title: "the client tells of a refusal of the default namespace, and stays in the others",
    requirements: ["EIO4-REJ-2", "EIO-NSP-12", "EIO-NSP-1"],
    revisions: [4],
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.instruct("leave");
      await peer.expect("41");
      await ask(kit, peer, { namespace: "/", from: custom });
      peer.refuse("/", "not authorized", { code: 401 });
      const from = custom;
      const [entry] = await expectNoticed(peer, { event: "refused", namespace: "/", from });
      expectRefusal(peer, entry, { message: "not authorized", data: { code: 401 } });
    },
  },
  ...refusals.map(({ what, title, ...refusal }) => ({
    id: `namespace-refusal-client-hands-on-${what}`,
    title: `the client hands on ${title} of a refusal`,
    requirements: ["EIO4-REJ-2"],
    revisions: [4] as const,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.refuse(custom, refusal.message, refusal.data);
      const [entry] = await expectNoticed(peer, refused);
      expectRefusal(peer, entry, refusal);
    },
  })),
  ...values.map(({ what, title, value }) => ({
    id: `namespace-refusal-client-value-${what}`,
    title: `the client hands on ${title} as the value of a refusal`,
    requirements: ["EIO3-REJ-2"],
    revisions: [3] as const,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.send(`44/custom,${JSON.stringify(value)}`);
      const [{ message, data } = {}] = await expectNoticed(peer, refused);
      if (message !== value && !sameJson(data, value)) {
        peer.fail(`the value ${JSON.stringify(value)}`, JSON.stringify({ message, data }));
      }
    },
  })),
  ...["/", custom].map((namespace) => ({
    id: namespace === "/" ? "namespace-refusal-client-error-default" : "namespace-refusal-client-error",
    title: `the client goes on after an error for ${namespace}, which it is in`,
    requirements: ["EIO3-REJ-3"],
    revisions: [3] as const,
    async run(kit: ClientKit) {
      const peer = await joinedBoth(kit);
      peer.refuse(namespace, "the event was refused");
      await peer.expectAlive();
      await peer.expectAlive(custom);
    },
  })),
];

function expectRefusal(
  peer: ClientPeer,
  entry: ReportEntry | undefined,
  { message, data }: { message: string; data?: unknown },
): void {
  if (entry?.message !== message || !sameJson(entry.data, data)) {
    peer.fail(`the refusal ${JSON.stringify({ message, data })}`, JSON.stringify(entry));
  }
}

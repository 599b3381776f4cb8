import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";
import { ask, custom, joinedBoth } from "./socket-joining.js";
import { expectNoticed } from "./socket-noticed.js";
import { expectOutside, expectOutsideAll } from "./socket-outside.js";

const noGrants = [
  { what: "bare", title: "no payload", grant: "40" },
  { what: "without-sid", title: "no sid", grant: '40{"pid":"x"}' },
  { what: "empty-sid", title: "an empty sid", grant: '40{"sid":""}' },
  { what: "number-sid", title: "a sid that is a number", grant: '40{"sid":7}' },
];

const grants = [
  {
    what: "payload",
    title: "with a payload",
    rule: "EIO3-NSP-8",
    grant: '40/custom,{"sid":"id-of-somebody-else"}',
  },
  { what: "query", title: "that repeats the query", rule: "EIO3-NSP-9", grant: "40/custom?token=abc," },
];

/** What the client takes for a grant of a namespace. PROTOCOL.md, Revision 3 and Revision 4. */
export const namespaceGrantCases: readonly Case<ClientKit>[] = [
  ...noGrants.map(({ what, title, grant }) => ({
    id: `namespaces-client-grant-${what}`,
    title: `the client does not take a CONNECT with ${title} for a grant`,
    requirements: ["EIO4-NSP-7"],
    revisions: [4] as const,
    async run(kit: ClientKit) {
      const peer = await kit.session({ heartbeat: "manual" });
      await peer.expectConnect();
      peer.send(grant);
      peer.instruct("echo", ["outside"]);
      await expectOutsideAll(peer);
    },
  })),
  {
    id: "namespaces-client-grant-unasked",
    title: "a grant of a namespace that the client has never asked for does not put it there",
    requirements: ["EIO4-NSP-8"],
    revisions: [4],
    async run(kit) {
      await expectNoEntry(await kit.joined(), 0);
    },
  },
  {
    id: "namespaces-client-grant-left",
    title: "a grant of a namespace that the client has left does not put it there",
    requirements: ["EIO4-NSP-8"],
    revisions: [4],
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.instruct("leave", [], custom);
      await peer.expect("41/custom,");
      await expectNoEntry(peer, 1);
    },
  },
  {
    id: "namespaces-client-grant-refused",
    title: "a grant of a namespace that has refused the client does not put it there",
    requirements: ["EIO4-NSP-8"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.refuse(custom, "not authorized");
      await expectNoticed(peer, { event: "refused", namespace: custom });
      await expectNoEntry(peer, 0);
    },
  },
  {
    id: "namespaces-client-default-granted",
    title: "the client takes the server's CONNECT for being in the default namespace",
    requirements: ["EIO3-NSP-5"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.session();
      peer.send("40");
      await expectNoticed(peer, { event: "connect", namespace: "/" });
    },
  },
  ...grants.map(({ what, title, rule, grant }) => ({
    id: `namespaces-client-grant-${what}`,
    title: `the client takes a grant ${title}`,
    requirements: [rule],
    revisions: [3] as const,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.send(grant);
      await peer.expectAlive(custom);
    },
  })),
];

/** A grant of `/custom` comes that was not asked for: the client must not notice more grants of it than before. */
async function expectNoEntry(peer: ClientPeer, grantsBefore: number): Promise<void> {
  peer.send('40/custom,{"sid":"id-that-nobody-asked-for"}');
  peer.instruct("echo", ["outside"], custom);
  if ((await expectOutside(peer)) === "alive") {
    const entries = await peer.expectReport(() => true, "what was noticed");
    const grants = entries.filter(({ event, namespace }) => event === "connect" && namespace === custom);
    if (grants.length > grantsBefore) {
      peer.fail(`${grantsBefore} grants of /custom`, JSON.stringify(grants));
    }
  }
}

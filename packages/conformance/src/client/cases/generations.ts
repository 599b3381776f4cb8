import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";

/** Tells nothing from which a client could know the revision. */
const open = '0{"sid":"generations-1","upgrades":[],"pingInterval":25000,"pingTimeout":20000}';

/** Cases of PROTOCOL.md, Servers of either generation. */
export const generationsCases: readonly Case<ClientKit>[] = [
  {
    id: "generations-client-waits",
    title: "the client that looks for either generation does not ask for the default namespace at once",
    requirements: ["EIO-GEN-2"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.session({ open });
      skipUnlessLooking(kit, peer);
      await peer.expectSilence(250);
      peer.grant();
      await peer.expectAlive();
    },
  },
  {
    id: "generations-client-asked-too-late",
    title: "the client that has asked as in revision 4 takes the grant of a slow server of revision 3",
    requirements: ["EIO3-NSP-5"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.session({ open });
      skipUnlessLooking(kit, peer);
      await peer.expectConnect();
      peer.grant();
      peer.send('451-["echo",{"_placeholder":true,"num":0}]');
      peer.send(Uint8Array.of(4, 1, 2, 3));
      await peer.expect('451-["echo-back",{"_placeholder":true,"num":0}]');
      await peer.expectAttachment(Uint8Array.of(1, 2, 3));
    },
  },
  {
    id: "generations-client-no-maxpayload",
    title: "the client asks for the default namespace of a server that tells no maxPayload",
    requirements: ["EIO4-NSP-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ open });
      await peer.expectAlive();
    },
  },
  {
    id: "generations-client-pinged-first",
    title: "the client answers a ping that comes before it has asked for anything, and asks",
    requirements: ["EIO4-HB-2", "EIO4-NSP-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session({ open, heartbeat: "manual" });
      peer.send("2");
      const messages = [await peer.next(), await peer.next()];
      const texts = messages.map((message) => (message.kind === "text" ? message.text : message.kind));
      if (!texts.includes("3") || !texts.some((text) => text.startsWith("40"))) {
        peer.fail("a pong and a question for the default namespace", texts.join(" and "));
      }
    },
  },
];

function skipUnlessLooking(kit: ClientKit, { request }: ClientPeer): void {
  if (request.query.get("EIO") !== "4") {
    kit.skip("the client asks for revision 3, and looks for no other");
  }
}

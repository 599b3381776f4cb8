import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";
import { ask, custom } from "./socket-joining.js";

/** What the client takes for the id of its sockets. PROTOCOL.md, Socket ids. */
export const socketIdCases: readonly Case<ClientKit>[] = [
  {
    id: "socket-ids-client-default",
    title: "the id of the socket in the default namespace is the sid of its grant",
    requirements: ["EIO4-ID-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      await peer.expectConnect();
      peer.send('40{"sid":"id-of-the-socket-1"}');
      await expectId(peer, "/", "id-of-the-socket-1");
    },
  },
  {
    id: "socket-ids-client-namespace",
    title: "the id of a socket in another namespace is the sid of that grant",
    requirements: ["EIO4-ID-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.send('40/custom,{"sid":"id-of-the-socket-2"}');
      await expectId(peer, custom, "id-of-the-socket-2");
    },
  },
  {
    id: "socket-ids-client-anew",
    title: "the id of a socket that comes back is the sid of the new grant",
    requirements: ["EIO4-ID-2"],
    revisions: [4],
    async run(kit) {
      const first = await kit.joined();
      first.drop();
      const peer = await kit.session();
      await peer.expectConnect();
      peer.send('40{"sid":"id-of-the-socket-3"}');
      await expectId(peer, "/", "id-of-the-socket-3");
    },
  },
  {
    id: "socket-ids-client-session",
    title: "the id of the socket in the default namespace is that of the session",
    requirements: ["EIO3-ID-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      await expectId(peer, "/", peer.sid);
    },
  },
  {
    id: "socket-ids-client-computed",
    title: "the id of a socket in another namespace is made of the namespace and the session's id",
    requirements: ["EIO3-ID-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      await ask(kit, peer);
      peer.send("40/custom,");
      await expectId(peer, custom, `/custom#${peer.sid}`);
    },
  },
  {
    id: "socket-ids-client-new-session",
    title: "the id of a socket that comes back is that of the new session",
    requirements: ["EIO3-ID-1"],
    revisions: [3],
    async run(kit) {
      const first = await kit.joined();
      first.drop();
      const peer = await kit.joined();
      await expectId(peer, "/", peer.sid);
    },
  },
];

async function expectId(peer: ClientPeer, namespace: string, id: string): Promise<void> {
  await peer.expectReport(
    (entry) => entry.event === "connect" && entry.namespace === namespace && entry.id === id,
    `connect in ${namespace} with the id ${id}`,
  );
}

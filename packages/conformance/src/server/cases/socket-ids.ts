import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";

/** The ids of sockets. PROTOCOL.md, Socket ids. */
export const socketIdCases: readonly Case<ServerKit>[] = [
  {
    id: "id-not-of-the-session",
    title: "the server does not make the session's id that of a socket",
    requirements: ["EIO4-ID-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      const { sid } = await peer.join("/custom");
      for (const id of [peer.grant.sid, sid]) {
        if (id === peer.handshake.sid || id === `/custom#${peer.handshake.sid}`) {
          peer.fail("an id that does not tell the session's", `${id}`);
        }
      }
    },
  },
  {
    id: "id-of-its-own",
    title: "the server gives each socket another id",
    requirements: ["EIO4-ID-1"],
    revisions: [4],
    async run(kit) {
      const [one, two] = [await kit.joined(), await kit.joined()];
      const others = [await one.join("/custom"), await two.join("/custom"), await two.join("/slow")];
      const ids = [one.grant, two.grant, ...others].map((grant) => grant.sid);
      if (new Set(ids).size !== ids.length) {
        one.fail("five different ids", ids.join(", "));
      }
    },
  },
  {
    id: "id-of-the-session",
    title: "the server makes the session's id that of the socket in /",
    requirements: ["EIO3-ID-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      peer.send('420["id"]');
      await peer.expect(`430["${peer.handshake.sid}"]`);
    },
  },
  {
    id: "id-of-namespace-and-session",
    title: "the server makes the id of a socket of the namespace, a number sign and the session's id",
    requirements: ["EIO3-ID-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom", { token: "abc" });
      peer.send('42/custom,0["id"]');
      await peer.expect(`43/custom,0["/custom#${peer.handshake.sid}"]`);
    },
  },
];

import { readPacket } from "../../packet/read-packet.js";
import type { Case } from "../../run/case.js";
import { describeMessage } from "../../wire/message.js";
import type { ServerKit } from "../server-kit.js";
import {
  broadcastText,
  expectBroadcast,
  expectPastBroadcasts,
  freshMark,
  hall,
  nextNews,
} from "./socket-broadcast.js";
import { type Claim, comeBack, expectOffset, lost, recoverable } from "./socket-recoverable.js";

/** What a client says that the server can't know. */
const claims: readonly (readonly [id: string, what: string, claim: (pid: string) => Claim])[] = [
  ["pid", "a pid that it does not know", () => ({ pid: "unknown", offset: "0" })],
  ["pid-alone", "such a pid without an offset", () => ({ pid: "unknown" })],
  ["offset", "an offset that it does not know", (pid) => ({ pid, offset: "unknown" })],
];

const claimCases = claims.map(
  ([id, what, claim]): Case<ServerKit> => ({
    id: `recovery-unknown-${id}`,
    title: `the server makes a new socket, or refuses, for ${what}`,
    requirements: ["EIO4-REC-4"],
    revisions: [4],
    async run(kit) {
      const { pid, grant } = await lost(kit);
      const peer = await kit.session();
      peer.send(`40${hall},${JSON.stringify({ token: "secret", ...claim(pid) })}`);
      const message = await peer.next();
      const packet = message.kind === "text" ? readPacket(message.text, 4) : undefined;
      const isGrant = packet?.type === "connect" && packet.namespace === hall;
      const isNew = isGrant && (packet.payload as { sid?: unknown }).sid !== grant.sid;
      if (!isNew && packet?.type !== "connect-error") {
        peer.fail("a grant with a new sid, or a refusal", describeMessage(message));
      }
    },
  }),
);

/** Sockets that outlive their connections. PROTOCOL.md, Connection state recovery. */
export const recoveryCases: readonly Case<ServerKit>[] = [
  ...claimCases,
  {
    id: "recovery-pid",
    title: "the server tells a secret in the grant of a socket that can be recovered",
    requirements: ["EIO4-REC-1"],
    revisions: [4],
    async run(kit) {
      const [{ peer, grant, pid }, other] = [await recoverable(kit), await recoverable(kit)];
      if (pid === grant.sid || pid === other.pid) {
        peer.fail("a pid of its own", pid);
      }
    },
  },
  {
    id: "recovery-offset",
    title: "the server appends an offset to a broadcast",
    requirements: ["EIO4-REC-2"],
    revisions: [4],
    async run(kit) {
      const { peer } = await recoverable(kit);
      await expectOffset(peer, freshMark(), "a");
    },
  },
  {
    id: "recovery-missed",
    title: "the server gives a client its socket back, and what it has missed, in order",
    requirements: ["EIO4-REC-3"],
    revisions: [4],
    async run(kit) {
      const before = await lost(kit);
      const { other, mark } = before;
      for (const name of ["missed", "missed too"]) {
        other.send(broadcastText(mark, name));
        await expectBroadcast(other, mark, name);
      }
      const { peer, early } = await comeBack(kit, before);
      other.send(broadcastText(mark, "new"));
      const names = [...early];
      while (names.length < 4 && names.at(-1) !== "new") {
        const news = await nextNews(peer, mark);
        names.push(news.kind === "broadcast" ? news.name : describeMessage(news.message));
      }
      const expected = "at the loss, missed, missed too, new";
      if (names.join(", ") !== expected) {
        peer.fail(`the broadcasts ${expected}`, names.join(", "));
      }
    },
  },
  {
    id: "recovery-grant-first",
    title: "the server sends what a client has missed behind the grant",
    requirements: ["EIO4-REC-9"],
    revisions: [4],
    async run(kit) {
      const { peer, early } = await comeBack(kit, await lost(kit));
      if (early.length > 0) {
        peer.fail("the grant", `the broadcast ${JSON.stringify(early[0])}`);
      }
    },
  },
  {
    id: "recovery-same-socket",
    title: "the server takes events from a client that came back as its socket's",
    requirements: ["EIO4-REC-3"],
    revisions: [4],
    async run(kit) {
      const before = await lost(kit);
      const { peer, early } = await comeBack(kit, before);
      if (early.length === 0) {
        await expectBroadcast(peer, before.mark, "at the loss");
      }
      peer.send(`42${hall},0["id"]`);
      await expectPastBroadcasts(peer, before.mark, `43${hall},0["${before.grant.sid}"]`);
    },
  },
];

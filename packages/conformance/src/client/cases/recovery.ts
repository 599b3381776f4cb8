import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import { ask } from "./socket-joining.js";
import { loseAfter, skipWithoutRecovery, takeConnect } from "./socket-recovery.js";
import { expectSaid, takeReturn } from "./socket-return.js";

const pid = "secret-of-the-socket-1";
const anew = "secret-of-the-socket-2";
const auth = { token: "abc" };
const event = '42["chat","x","offset-1"]';

/** Events after a grant with a pid, and which offset the client comes back with. */
const rows = [
  {
    what: "last-argument",
    title: "the last argument of an event as offset",
    events: [event],
    offset: "offset-1",
  },
  {
    what: "last-event",
    title: "the last argument of the last event as offset",
    events: [event, '42["chat","offset-2"]'],
    offset: "offset-2",
  },
  {
    what: "last-text",
    title: "the last offset, also behind events whose last argument is no text",
    events: [event, '42["chat","x",2]', '42["chat",{"offset":"x"}]', '42["chat",null]'],
    offset: "offset-1",
  },
  {
    what: "no-argument",
    title: "the last offset, also behind an event without arguments",
    events: [event, '42["chat"]'],
    offset: "offset-1",
  },
  { what: "no-event", title: "no offset, if no event has come", events: [], offset: undefined },
];

/** What the client says when it comes back. PROTOCOL.md, Connection state recovery. */
export const recoveryCases: readonly Case<ClientKit>[] = [
  ...rows.map(({ what, title, events, offset }) => ({
    id: `recovery-client-${what}`,
    title: `the client comes back with pid and ${title}`,
    requirements: offset === undefined ? ["EIO4-REC-6"] : ["EIO4-REC-5", "EIO4-REC-6"],
    revisions: [4] as const,
    async run(kit: ClientKit) {
      const question = await loseAfter(kit, await takeConnect(kit), { pid }, events);
      skipWithoutRecovery(kit, question);
      expectSaid(question.peer, question.said, { ...auth, pid, ...(offset === undefined ? {} : { offset }) });
    },
  })),
  {
    id: "recovery-client-namespace",
    title: "the client comes back to each namespace with the pid and offset of that namespace",
    requirements: ["EIO4-REC-5", "EIO4-REC-6"],
    revisions: [4],
    async run(kit) {
      const first = await kit.joined();
      await ask(kit, first, { auth });
      first.send(`40/custom,{"sid":"id-of-the-socket-2","pid":"${pid}"}`);
      first.send('42/custom,["chat","offset-1"]');
      await first.expectAlive(); // in the default namespace, where its token is no offset of the other
      first.drop();
      const peer = await kit.session();
      const said = await takeReturn(peer);
      skipWithoutRecovery(kit, { peer, said });
      expectSaid(peer, said, { ...auth, pid, offset: "offset-1" });
    },
  },
  {
    id: "recovery-client-same-pid",
    title: "the client takes a grant with the same pid for the same socket, whose offset stays",
    requirements: ["EIO4-REC-7"],
    revisions: [4],
    async run(kit) {
      const first = await loseAfter(kit, await takeConnect(kit), { pid }, [event]);
      skipWithoutRecovery(kit, first);
      const second = await loseAfter(kit, first, { pid });
      expectSaid(second.peer, second.said, { ...auth, pid, offset: "offset-1" });
    },
  },
  {
    id: "recovery-client-other-pid",
    title: "the client takes a grant with another pid for a new socket, which has no offset yet",
    requirements: ["EIO4-REC-7"],
    revisions: [4],
    async run(kit) {
      const first = await loseAfter(kit, await takeConnect(kit), { pid }, [event]);
      skipWithoutRecovery(kit, first);
      const second = await loseAfter(kit, first, { pid: anew });
      expectSaid(second.peer, second.said, { ...auth, pid: anew });
    },
  },
  {
    id: "recovery-client-pid-gone",
    title: "the client takes a grant without a pid for a new socket, which can't be recovered",
    requirements: ["EIO4-REC-7", "EIO4-REC-8"],
    revisions: [4],
    async run(kit) {
      const first = await loseAfter(kit, await takeConnect(kit), { pid }, [event]);
      skipWithoutRecovery(kit, first);
      const second = await loseAfter(kit, first, {}, [event]);
      expectSaid(second.peer, second.said, auth);
    },
  },
  {
    id: "recovery-client-no-pid",
    title: "the client sends no pid and no offset if its grant had no pid",
    requirements: ["EIO4-REC-8"],
    revisions: [4],
    async run(kit) {
      const { peer, said } = await loseAfter(kit, await takeConnect(kit), {}, [event]);
      expectSaid(peer, said, auth);
    },
  },
];

import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { expectBinary } from "./socket-binary.js";
import { custom, joinedBoth } from "./socket-joining.js";

const bytes = Uint8Array.of(1, 2, 3);
const numbers = Array.from({ length: 10 }, (_, number) => number);

/** What stands behind the name of an event. */
const argumentRows = [
  { what: "none", title: "no arguments", args: "" },
  { what: "null", title: "arguments that are null", args: ",null,null" },
  { what: "values", title: "values of all kinds", args: ',true,false,0,-1.5,1e100,"",[],{},[[]],{"":null}' },
  { what: "nested", title: "nested values", args: ',{"a":[{"b":{"c":[1,[2,{"d":null}]]}}]}' },
  { what: "many", title: "300 arguments", args: ",1".repeat(300) },
  { what: "long", title: "a long text", args: `,"${"fish ".repeat(30_000)}"` },
];

const unheard: readonly {
  readonly what: string;
  readonly title: string;
  readonly frames: readonly Frame[];
}[] = [
  { what: "plain", title: "an event", frames: ['42["nobody-listens","x"]'] },
  {
    what: "attachment",
    title: "an event with an attachment",
    frames: ['451-["nobody-listens",{"_placeholder":true,"num":0}]', bytes],
  },
];

/** Names, arguments and order of events. PROTOCOL.md, Events. */
export const eventCases: readonly Case<ClientKit>[] = [
  ...argumentRows.map(({ what, title, args }) => ({
    id: `events-client-arguments-${what}`,
    title: `the client takes and sends ${title} as they are`,
    requirements: ["EIO-EV-1"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      peer.send(`42["echo"${args}]`);
      await peer.expect(`42["echo-back"${args}]`);
    },
  })),
  {
    id: "events-client-namespace",
    title: "the client takes an event in the namespace that it came for, and answers there",
    requirements: ["EIO-EV-1", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.send('42/custom,["echo","x"]');
      await peer.expect('42/custom,["echo-back","x"]');
      await peer.expectAlive();
    },
  },
  {
    id: "events-client-name",
    title: "the client sends the name of an event as it is",
    requirements: ["EIO-EV-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["emit","a \\"name\\", 1[] 🐟","x"]');
      await peer.expect('42["a \\"name\\", 1[] 🐟","x"]');
    },
  },
  {
    id: "events-client-order",
    title: "the client takes and sends events in order, those with attachments included",
    requirements: ["EIO-EV-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      for (const number of numbers) {
        peer.instruct("echo", [number]);
        sendAll(peer, [`451-["echo",${number},{"_placeholder":true,"num":0}]`, bytes]);
      }
      for (const number of numbers) {
        await peer.expect(`42["echo-back",${number}]`);
        await expectBinary(peer, { type: "binary-event", payload: ["echo-back", number, bytes] });
      }
    },
  },
  {
    id: "events-client-order-namespaces",
    title: "the client takes and sends events in order, whatever their namespaces",
    requirements: ["EIO-EV-2"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      for (const number of numbers) {
        peer.instruct("echo", [number]);
        peer.instruct("echo", [number], custom);
      }
      for (const number of numbers) {
        await peer.expect(`42["echo-back",${number}]`);
        await peer.expect(`42/custom,["echo-back",${number}]`);
      }
    },
  },
  ...unheard.map(({ what, title, frames }) => ({
    id: `events-client-unheard-${what}`,
    title: `the client drops ${title} that nobody listens to`,
    requirements: ["EIO-EV-7"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      sendAll(peer, frames);
      await peer.expectAlive();
    },
  })),
];

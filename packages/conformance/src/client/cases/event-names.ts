import { eventOf } from "../../packet/packet-shape.js";
import { readPacket } from "../../packet/read-packet.js";
import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import { takeQuestion } from "./socket-question.js";
import { expectEndAfter } from "./socket-violation.js";

const reserved = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];
const harmless = ["error", "connection", "__proto__", "constructor"];
const placeholder = '{"_placeholder":true,"num":0}';

/** Names that mean something to libraries, and data that looks like a placeholder. PROTOCOL.md, Events. */
export const eventNameCases: readonly Case<ClientKit>[] = [
  ...reserved.map((name) => ({
    id: `events-client-reserved-${name.toLowerCase().replace("_", "-")}`,
    title: `the client does not send an event ${name}`,
    requirements: ["EIO-EV-4"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      peer.instruct("emit", [name, "x"]);
      peer.instruct("echo", ["after"]);
      const message = await peer.next();
      const packet = message.kind === "text" ? readPacket(message.text, kit.revision) : undefined;
      if (packet !== undefined && eventOf(packet) === name) {
        peer.fail(`no event ${name}`, JSON.stringify(packet.payload));
      }
    },
  })),
  ...reserved.map((name) => ({
    id: `events-client-ends-at-${name.toLowerCase().replace("_", "-")}`,
    title: `the client ends the connection at an event ${name} of the server`,
    requirements: ["EIO-EV-8"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      await expectEndAfter(peer, [`42["${name}","x"]`]);
    },
  })),
  ...harmless.map((name) => ({
    id: `events-client-harmless-${name.replaceAll("_", "").toLowerCase()}`,
    title: `the client survives an event ${name}`,
    requirements: ["EIO-EV-5"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      peer.send(`42["${name}","x"]`);
      await peer.expectAlive();
      await peer.expectAlive(); // what was harmed may show a little later
    },
  })),
  {
    id: "events-client-placeholder",
    title:
      "the client takes an object that looks like a placeholder for data in an event without attachments",
    requirements: ["EIO-EV-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42["echo",${placeholder},[{"_placeholder":true}]]`);
      await peer.expect(`42["echo-back",${placeholder},[{"_placeholder":true}]]`);
    },
  },
  {
    id: "events-client-placeholder-ack",
    title: "the client takes an object that looks like a placeholder for data in an ack without attachments",
    requirements: ["EIO-EV-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const id = await takeQuestion(peer, "fish");
      peer.send(`43${id}[${placeholder}]`);
      await peer.expect(`42["answer",${placeholder}]`);
    },
  },
];

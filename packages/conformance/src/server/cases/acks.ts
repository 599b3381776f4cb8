import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";

const answers: readonly (readonly [id: string, what: string, json: string])[] = [
  ["none", "with nothing", ""],
  ["one", "with one value", '"x"'],
  ["null", "with null", "null"],
  ["several", "with several values", 'null,{"a":[1]},"x",null'],
  ["array", "with an array as one value", '["a","b"]'],
];

const answerCases = answers.map(
  ([id, what, json]): Case<ServerKit> => ({
    id: `ack-answer-${id}`,
    title: `the server answers an event ${what}, as an ack with its id`,
    requirements: ["EIO-ACK-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`4212["message-with-ack"${json && `,${json}`}]`);
      await peer.expect(`4312[${json}]`);
    },
  }),
);

const idCases = ["0", "7", "007", "4294967296", "123456789012345", "999999999999999"].map(
  (id): Case<ServerKit> => ({
    id: `ack-id-${id}`,
    title: `the server repeats the id ${id}, as a number`,
    requirements: ["EIO-ACK-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42${id}["message-with-ack","x"]`);
      await peer.expect(`43${id}["x"]`);
    },
  }),
);

/** The server's answers to a client's events. PROTOCOL.md, Acks. */
export const ackCases: readonly Case<ServerKit>[] = [
  ...answerCases,
  ...idCases,
  {
    id: "ack-answer-custom",
    title: "the server answers in the namespace of the event",
    requirements: ["EIO-ACK-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,3["message-with-ack","x"]');
      await peer.expect('43/custom,3["x"]');
    },
  },
  {
    id: "ack-answer-same-id",
    title: "the server answers events of two namespaces with the same id, each in its own",
    requirements: ["EIO-ACK-1", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      sendAll(peer, ['42/custom,1["message-with-ack","a"]', '421["message-with-ack","b"]']);
      await peer.expect('43/custom,1["a"]');
      await peer.expect('431["b"]');
    },
  },
  {
    id: "ack-once",
    title: "the server answers an event with an id once",
    requirements: ["EIO-ACK-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('421["message-with-ack","x"]');
      await peer.expect('431["x"]');
      await peer.expectAlive();
    },
  },
  {
    id: "ack-none-without-id",
    title: "the server does not answer an event without an id",
    requirements: ["EIO-ACK-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["message-with-ack","x"]');
      await peer.expectAlive();
    },
  },
];

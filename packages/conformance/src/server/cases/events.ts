import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { bytes, slot } from "./socket-frames.js";
import { offences } from "./socket-offence.js";
import { expectValue } from "./socket-value.js";

/** What stands behind an event's name; it is to come back behind another name. */
const argumentLists: readonly (readonly [id: string, what: string, json: string])[] = [
  ["none", "no arguments", ""],
  ["null", "null", ",null"],
  ["nulls", "null in front, in the middle and at the end", ',null,"a",null,1,null'],
  ["falsy", "zero, false and an empty string", ',0,false,""'],
  ["empty", "an empty array and an empty object", ",[],{}"],
  ["numbers", "numbers of all forms", ",-1,1.5,1e21,1e-7,9007199254740991"],
  ["array", "an array as one argument", ',["a","b"]'],
  ["object", "objects in each other", ',{"a":{"b":[{"c":null}]},"":1}'],
  ["nested-null", "null inside of arrays and objects", ',[null],{"a":null}'],
  ["many", "200 arguments", ",1".repeat(200)],
  ["names", "arguments that look like names", ',"message","disconnect","__proto__"'],
];

const argumentCases = argumentLists.map(
  ([id, what, json]): Case<ServerKit> => ({
    id: `event-arguments-${id}`,
    title: `the server hands ${what} to the application as they came`,
    requirements: ["EIO-EV-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42["message"${json}]`);
      await peer.expect(`42["message-back"${json}]`);
    },
  }),
);

const names = ["error", "connection", "__proto__", "constructor"];

const nameCases = names.map(
  (name): Case<ServerKit> => ({
    id: `event-name-${name.replaceAll("_", "")}`,
    title: `the server survives an event with the name ${name}`,
    requirements: ["EIO-EV-5"],
    revisions: both,
    async run(kit) {
      const [peer, other] = [await kit.joined(), await kit.joined()];
      peer.send(`42["${name}",{"message":"x"}]`);
      await peer.expectAlive();
      await other.expectAlive();
    },
  }),
);

/** Events that the fixture does not listen to. */
const unheard: readonly (readonly [id: string, what: string, ...frames: Frame[]])[] = [
  ["event", "an event", '42["unheard","x"]'],
  ["binary", "an event with an attachment", `451-["unheard",${slot(0)}]`, bytes],
  ["empty-name", "an event with an empty name", '42["",1]'],
  ["to-string", "an event with the name toString", '42["toString"]'],
];

const unheardCases = unheard.map(
  ([id, what, ...frames]): Case<ServerKit> => ({
    id: `event-unheard-${id}`,
    title: `the server drops ${what} that the application does not listen to`,
    requirements: ["EIO-EV-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, frames);
      await peer.expectAlive();
    },
  }),
);

const placeholders = `${slot(0)},[${slot(7)}],{"_placeholder":true,"num":"x"},{"_placeholder":true}`;

/** Events and their arguments. PROTOCOL.md, Events. */
export const eventCases: readonly Case<ServerKit>[] = [
  ...argumentCases,
  ...nameCases,
  ...unheardCases,
  ...offences(
    ["EIO-EV-3"],
    [
      ["event-reserved-connect", "an event with the name connect", '42["connect"]'],
      [
        "event-reserved-connect-error",
        "an event with the name connect_error",
        '42["connect_error",{"message":"x"}]',
      ],
      [
        "event-reserved-disconnect",
        "an event with the name disconnect",
        '42["disconnect","io server disconnect"]',
      ],
      ["event-reserved-disconnecting", "an event with the name disconnecting", '42["disconnecting","x"]'],
      ["event-reserved-new-listener", "an event with the name newListener", '42["newListener","x"]'],
      ["event-reserved-remove-listener", "an event with the name removeListener", '42["removeListener","x"]'],
      ["event-reserved-id", "a reserved name that asks for an ack", '421["disconnect"]'],
      ["event-reserved-escapes", "a reserved name in escapes", '42["\\u0064isconnect"]'],
      [
        "event-reserved-attachment",
        "a reserved name with an attachment",
        `451-["disconnect",${slot(0)}]`,
        bytes,
      ],
      [
        "event-reserved-custom",
        "a reserved name in another namespace",
        "40/custom,",
        '42/custom,["disconnect"]',
      ],
    ],
  ),
  {
    id: "event-arguments-custom",
    title: "the server hands arguments to the application of another namespace as they came",
    requirements: ["EIO-EV-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["message",null,{"a":1},null]');
      await peer.expect('42/custom,["message-back",null,{"a":1},null]');
    },
  },
  {
    id: "event-placeholder-data",
    title: "the server takes what looks like a placeholder for data, where no attachment is announced",
    requirements: ["EIO-EV-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42["message",${placeholders}]`);
      await peer.expect(`42["message-back",${placeholders}]`);
      peer.send(`421["message-with-ack",${placeholders}]`);
      await peer.expect(`431[${placeholders}]`);
    },
  },
  {
    id: "event-order",
    title: "the server keeps the order of events",
    requirements: ["EIO-EV-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const numbers = Array.from({ length: 100 }, (_, number) => number);
      sendAll(
        peer,
        numbers.map((number) => `42["message",${number}]`),
      );
      for (const number of numbers) {
        await peer.expect(`42["message-back",${number}]`);
      }
    },
  },
  {
    id: "event-order-attachments",
    title: "the server keeps the order of events with and without attachments, of all namespaces",
    requirements: ["EIO-EV-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      sendAll(peer, ['42["message",1]', `451-/custom,["message",2,${slot(0)}]`, bytes]);
      sendAll(peer, ['42/custom,["message",3]', `451-["message",4,${slot(0)}]`, bytes, '42["message",5]']);
      await peer.expect('42["message-back",1]');
      await expectValue(peer, { type: "event", namespace: "/custom" }, ["message-back", 2, bytes]);
      await peer.expect('42/custom,["message-back",3]');
      await expectValue(peer, { type: "event", namespace: "/" }, ["message-back", 4, bytes]);
      await peer.expect('42["message-back",5]');
    },
  },
];

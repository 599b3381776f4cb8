import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { bytes, slot } from "./socket-frames.js";
import { expectQuestion } from "./socket-question.js";
import { expectValue } from "./socket-value.js";

/** What a string looks like in JSON; each is to come back as the same string. */
const strings: readonly (readonly [id: string, what: string, json: string])[] = [
  ["empty", "an empty string", '""'],
  ["nul", "U+0000", '"a\\u0000b"'],
  ["line-separators", "U+2028 and U+2029", '"a\u2028b\u2029c"'],
  ["beyond-the-basic-plane", "characters beyond the basic plane", '"\u{1f600}\u{10ffff}"'],
  ["surrogate-escapes", "a pair of surrogates in escapes", '"\\ud83d\\ude00"'],
  ["byte-order-mark", "a byte order mark", '"\ufeffa"'],
  ["escapes", "all escapes", '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"'],
  ["combining", "characters that could be normalised", '"e\u0301 \u00e9 \u212b"'],
  ["packet", "a string that looks like a packet", '"42/custom,1[\\"x\\"]"'],
  ["placeholder", "a string that looks like a placeholder", `${JSON.stringify(slot(0))}`],
  ["long", "50,000 characters", `"${"x".repeat(50_000)}"`],
];

const stringCases = strings.map(
  ([id, what, json]): Case<ServerKit> => ({
    id: `grammar-string-${id}`,
    title: `the server hands on ${what} unchanged`,
    requirements: ["EIO-TXT-18"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42["message",${json}]`);
      await peer.expect(`42["message-back",${json}]`);
    },
  }),
);

const data = '{"__proto__":{"token":"secret"},"a":1}';
/** The token in places from where it would get into every object, if the server let it. */
const poison = '{"__proto__":{"token":"secret"}},{"constructor":{"prototype":{"token":"secret"}}}';

/** Strings and keys of JSON. PROTOCOL.md, Socket.IO packets. */
export const stringAndKeyCases: readonly Case<ServerKit>[] = [
  ...stringCases,
  {
    id: "grammar-proto-event",
    title: "the server hands on a key __proto__ like any other",
    requirements: ["EIO-TXT-17"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42["message",${data}]`);
      await peer.expect(`42["message-back",${data}]`);
    },
  },
  {
    id: "grammar-proto-ack",
    title: "the server hands on a key __proto__ in an ack like any other",
    requirements: ["EIO-TXT-17"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["ask","q"]');
      const id = await expectQuestion(peer, ["q"]);
      peer.send(`43${id}[${data}]`);
      await peer.expect(`42["answer",${data}]`);
    },
  },
  {
    id: "grammar-proto-attachment",
    title: "the server hands on an attachment under a key __proto__",
    requirements: ["EIO-TXT-17"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`451-["message",{"__proto__":${slot(0)},"a":1}]`);
      peer.sendAttachment(bytes);
      const value = Object.fromEntries([["__proto__", bytes] as const, ["a", 1] as const]);
      await expectValue(peer, { type: "event" }, ["message-back", value]);
    },
  },
  {
    id: "grammar-proto-connect",
    title: "the server does not let __proto__ become the prototype of what a client says",
    requirements: ["EIO-TXT-17"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      peer.send('40/private,{"__proto__":{"token":"secret"}}');
      await peer.expectPacket({ type: "connect-error", namespace: "/private" });
    },
  },
  {
    id: "grammar-proto-everywhere",
    title: "the server does not let an event put anything into other objects",
    requirements: ["EIO-TXT-17"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, [`42["unheard",${poison}]`, `451-["unheard",${poison},${slot(0)}]`, bytes]);
      await peer.expectAlive();
      await peer.joinRefused("/private");
    },
  },
];

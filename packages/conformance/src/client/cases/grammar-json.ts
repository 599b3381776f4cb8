import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { sendAll } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { expectBinary } from "./socket-binary.js";
import { expectEndAfter } from "./socket-violation.js";

/** JSON strings as they are written, without the quotes. */
const strings = [
  { what: "null", title: "U+0000", text: "a\\u0000b" },
  { what: "line-separator", title: "U+2028 and U+2029", text: "a\u2028b\u2029" },
  { what: "astral", title: "characters beyond the basic plane", text: "🐟\\ud83d\\udc1f" },
  { what: "edges", title: "U+FEFF and U+FFFF", text: "\ufeffa\uffff" },
  { what: "escapes", title: "escaped characters", text: '\\"\\\\\\/\\b\\f\\n\\r\\t\\u007f' },
  { what: "surrogate", title: "half of a surrogate pair", text: "a\\ud83db" },
];

/** What JSON may hold, and how deep. PROTOCOL.md, Socket.IO packets. */
export const grammarJsonCases: readonly Case<ClientKit>[] = [
  {
    id: "grammar-client-space-inside",
    title: "the client takes white space inside of JSON",
    requirements: ["EIO-TXT-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42[ "echo" ,\t1,\r\n{ "a" : [ ] } ]');
      await peer.expect('42["echo-back",1,{"a":[]}]');
    },
  },
  {
    id: "grammar-client-deep",
    title: "the client takes JSON of 64 levels",
    requirements: ["EIO-TXT-15"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42["echo",${nested(63)}]`);
      await peer.expect(`42["echo-back",${nested(63)}]`);
    },
  },
  {
    id: "grammar-client-too-deep",
    title: "the client ends the connection at JSON of 65 levels",
    requirements: ["EIO-TXT-16"],
    revisions: both,
    async run(kit) {
      await expectEndAfter(await kit.joined(), [`42["echo",${nested(64)}]`]);
    },
  },
  {
    id: "grammar-client-very-deep",
    title: "the client survives JSON of 100,000 levels",
    requirements: ["EIO-TXT-16"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(`42["nobody-listens",${nested(100_000)}]`);
      peer.instruct("echo", ["after"]);
      const message = await peer.next();
      const survivor = message.kind === "text" ? peer : await kit.joined();
      await survivor.expectAlive(); // one that has crashed neither answers nor comes back
    },
  },
  {
    id: "grammar-client-proto",
    title: "the client takes __proto__ for a key like any other",
    requirements: ["EIO-TXT-17"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["echo",{"__proto__":{"a":1},"b":{"__proto__":null}}]');
      await peer.expect('42["echo-back",{"__proto__":{"a":1},"b":{"__proto__":null}}]');
    },
  },
  {
    id: "grammar-client-proto-binary",
    title: "the client takes __proto__ for a key like any other beside attachments",
    requirements: ["EIO-TXT-17"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const bytes = Uint8Array.of(1, 2, 3);
      sendAll(peer, ['451-["echo",{"__proto__":{"a":1}},{"_placeholder":true,"num":0}]', bytes]);
      const payload = ["echo-back", JSON.parse('{"__proto__":{"a":1}}'), bytes];
      await expectBinary(peer, { type: "binary-event", payload });
    },
  },
  ...strings.map(({ what, title, text }) => ({
    id: `grammar-client-string-${what}`,
    title: `the client takes ${title} in a string, and sends it unchanged`,
    requirements: ["EIO-TXT-18"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      peer.send(`42["echo","${text}",{"${text}":1}]`);
      await peer.expect(`42["echo-back","${text}",{"${text}":1}]`);
    },
  })),
];

/** Arrays in each other. */
function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

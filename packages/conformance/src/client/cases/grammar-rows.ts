import type { Case } from "../../run/case.js";
import type { Frame } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { takeQuestion } from "./socket-question.js";
import { expectEndAfter } from "./socket-violation.js";

/** One way to break the grammar. */
interface Row {
  readonly what: string;
  readonly rule: string;
  readonly title: string;
  /** The last text is the violation; attachments that it announces follow, lest something else ends the connection. */
  readonly frames: readonly Frame[];
}

const bytes = Uint8Array.of(1, 2, 3);
const value = '{"_placeholder":true,"num":0}';

function row(what: string, rule: string, title: string, ...frames: readonly Frame[]): Row {
  return { what, rule, title, frames };
}

/** Nothing of these may reach the application: an echo of "x" would show that it has. */
const rows: readonly Row[] = [
  row("type-unknown", "EIO-TXT-2", "a Socket.IO packet of type 7", '47["echo","x"]'),
  row("type-missing", "EIO-TXT-2", "a message without a Socket.IO packet", "4"),

  row("name-long", "EIO-TXT-5", "a namespace of 257 characters", `42/${"x".repeat(256)},["echo","x"]`),
  row(
    "name-long-astral",
    "EIO-TXT-5",
    "a namespace of 257 UTF-16 code units",
    `42/${"🐟".repeat(128)},["echo","x"]`,
  ),
  row(
    "name-control",
    "EIO-TXT-5",
    "a namespace with the control character U+0001",
    '42/a\u0001b,["echo","x"]',
  ),
  row("name-c1", "EIO-TXT-5", "a namespace with the control character U+0085", '42/a\u0085b,["echo","x"]'),

  row("event-bare", "EIO-TXT-6", "an event without a payload", "42"),
  row("event-bare-id", "EIO-TXT-6", "an event with an id and no payload", "4212"),

  row("json-cut", "EIO-TXT-7", "a payload that breaks off", '42["echo","x"'),
  row("json-behind", "EIO-TXT-7", "a payload with a letter behind it", '42["echo","x"]y'),
  row("json-space-before", "EIO-TXT-7", "a payload behind a space", '42 ["echo","x"]'),
  row("json-space-behind", "EIO-TXT-7", "a payload with a space behind it", '42["echo","x"] '),
  row("json-bom", "EIO-TXT-7", "a payload behind a byte order mark", '42\ufeff["echo","x"]'),
  row("json-nan", "EIO-TXT-7", "a payload with NaN", '42["echo",NaN]'),
  row(
    "json-control",
    "EIO-TXT-7",
    "a payload with a raw control character in a string",
    '42["echo","\u0001"]',
  ),

  row(
    "event-object",
    "EIO-TXT-8",
    "an event whose payload is an object",
    '42{"0":"echo","1":"x","length":2}',
  ),
  row("event-empty", "EIO-TXT-8", "an event whose payload is an empty array", "42[]"),
  row("event-name-number", "EIO-TXT-8", "an event whose name is a number", '42[1,"x"]'),
  row("event-name-bytes", "EIO-TXT-8", "an event whose name is a placeholder", `451-[${value},"x"]`, bytes),

  row("id-long", "EIO-TXT-10", "an event with an id of 16 digits", '421234567890123456["question","x"]'),
  row("ack-without-id", "EIO-TXT-10", "an ack without an id", '43["x"]'),

  row("count-missing", "EIO-TXT-11", "attachments without a count", '45-["echo","x"]'),
  row("count-zero", "EIO-TXT-11", "an attachment count of 0", '450-["echo","x"]'),
  row("count-leading-zero", "EIO-TXT-11", "an attachment count of 01", `4501-["echo",${value}]`, bytes),
  row("count-fraction", "EIO-TXT-11", "an attachment count of 1.0", `451.0-["echo",${value}]`, bytes),
  row("count-hundred", "EIO-TXT-11", "an attachment count of 100", ...hundred()),
  row("hyphen-missing", "EIO-TXT-11", "an attachment count without a hyphen", `451["echo",${value}]`, bytes),

  row("disconnect-payload", "EIO-TXT-12", "a DISCONNECT with a payload", '41/nowhere,{"a":1}'),
  row("connect-array", "EIO-TXT-1", "a CONNECT whose payload is an array", '40/nowhere,["x"]'),
  row("refusal-bare", "EIO-TXT-1", "a CONNECT_ERROR without a payload", "44/nowhere,"),
  row("refusal-json", "EIO-TXT-7", "a CONNECT_ERROR whose payload is not JSON", "44/nowhere,no"),
];

/** What follows the type of an ack, before or instead of which its id stands. */
const ackRows: readonly (Omit<Row, "frames"> & { frames(id: number): readonly Frame[] })[] = [
  ackRow("ack-bare", "EIO-TXT-6", "an ack without a payload", (id) => [`43${id}`]),
  ackRow("ack-object", "EIO-TXT-9", "an ack whose payload is an object", (id) => [
    `43${id}{"0":"x","length":1}`,
  ]),
  ackRow("ack-id-long", "EIO-TXT-10", "an ack with an id of 16 digits", (id) => [`43${digits(id, 16)}["x"]`]),
  ackRow("ack-count-zero", "EIO-TXT-11", "an ack with an attachment count of 0", (id) => [`460-${id}["x"]`]),
  ackRow("ack-bytes-without-id", "EIO-TXT-10", "an ack with an attachment and no id", () => [
    `461-[${value}]`,
    bytes,
  ]),
];

/** Violations of the grammar, by events and other packets, and by acks. PROTOCOL.md, Socket.IO packets and Violations. */
export const grammarRowCases: readonly Case<ClientKit>[] = [
  ...rows.map((one) => ({
    ...head(one),
    async run(kit: ClientKit) {
      await expectEndAfter(await kit.joined(), one.frames);
    },
  })),
  ...ackRows.map((one) => ({
    ...head(one),
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      await expectEndAfter(peer, one.frames(await takeQuestion(peer, "fish")));
    },
  })),
];

function head({ what, rule, title }: Omit<Row, "frames">): Omit<Case<ClientKit>, "run"> {
  return {
    id: `grammar-client-${what}`,
    title: `the client ends the connection at ${title}`,
    requirements: [...new Set(["EIO-TXT-1", rule])],
    revisions: [3, 4],
  };
}

function ackRow(what: string, rule: string, title: string, frames: (id: number) => readonly Frame[]) {
  return { what, rule, title, frames };
}

function hundred(): readonly Frame[] {
  const values = Array.from({ length: 100 }, (_, number) => `{"_placeholder":true,"num":${number}}`);
  return [`45100-["echo",${values.join(",")}]`, ...values.map(() => bytes)];
}

function digits(id: number, length: number): string {
  return String(id).padStart(length, "0");
}

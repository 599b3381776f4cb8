import type { Case } from "../../run/case.js";
import type { Frame } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { expectEndAfter } from "./socket-violation.js";

/** One way to break the rules of attachments. */
interface Row {
  readonly what: string;
  readonly rule: string;
  readonly title: string;
  readonly frames: readonly Frame[];
}

const bytes = Uint8Array.of(1, 2, 3);
const text = `451-["echo",${slot(0)}]`;
const two = `452-["echo",${slot(0)},${slot(1)}]`;

function row(what: string, rule: string, title: string, ...frames: readonly Frame[]): Row {
  return { what, rule, title, frames };
}

const rows: readonly Row[] = [
  row("event-awaited", "EIO-ATT-5", "an event before an attachment that is due", text, '42["echo","x"]'),
  row("second-awaited", "EIO-ATT-5", "an event before the second attachment", two, bytes, '42["echo","x"]'),
  row("text-awaited", "EIO-ATT-5", "a packet with an attachment before that of another", text, text, bytes),
  row(
    "other-namespace",
    "EIO-ATT-5",
    "an event of another namespace before an attachment",
    text,
    '42/nowhere,["x"]',
  ),

  row("unannounced", "EIO-ATT-6", "an attachment that nothing has announced", bytes),
  row(
    "one-more",
    "EIO-ATT-6",
    "one attachment more than was announced",
    '451-["x",{"_placeholder":true,"num":0}]',
    bytes,
    bytes,
  ),

  row(
    "placeholder-missing",
    "EIO-ATT-7",
    "fewer placeholders than attachments",
    `452-["echo",${slot(0)}]`,
    bytes,
    bytes,
  ),
  row("placeholders-none", "EIO-ATT-7", "an attachment without a placeholder", '451-["echo","x"]', bytes),
  row(
    "placeholder-twice",
    "EIO-ATT-7",
    "two placeholders of the same number",
    `451-["echo",${slot(0)},${slot(0)}]`,
    bytes,
  ),
  row(
    "number-too-large",
    "EIO-ATT-7",
    "a placeholder whose number is the count",
    `451-["echo",${slot(1)}]`,
    bytes,
  ),
  row("number-negative", "EIO-ATT-7", "a placeholder of the number -1", `451-["echo",${slot(-1)}]`, bytes),
  row(
    "number-text",
    "EIO-ATT-7",
    "a placeholder whose number is a text",
    `451-["echo",${slot('"0"')}]`,
    bytes,
  ),
  row(
    "number-missing",
    "EIO-ATT-7",
    "a placeholder without a number",
    '451-["echo",{"_placeholder":true}]',
    bytes,
  ),
];

/** Violations of the rules of attachments. PROTOCOL.md, Attachments and Violations. */
export const attachmentRowCases: readonly Case<ClientKit>[] = rows.map(({ what, rule, title, frames }) => ({
  id: `attachments-client-ends-at-${what}`,
  title: `the client ends the connection at ${title}`,
  requirements: [rule],
  revisions: [3, 4],
  async run(kit) {
    await expectEndAfter(await kit.joined(), frames);
  },
}));

function slot(number: number | string): string {
  return `{"_placeholder":true,"num":${number}}`;
}

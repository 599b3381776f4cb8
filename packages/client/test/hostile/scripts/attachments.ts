import type { ViolationCode } from "@sockeye/protocol";
import type { ClientOptions } from "../client-under-test.js";
import { delivered, type FrameScript, type Outcome, type Step, violates } from "../script.js";
import { silence, slot, welcome } from "../steps.js";

interface Row {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly options?: ClientOptions;
}

const inside = ({ title, steps, options = {} }: Row, ...outcomes: readonly Outcome[]): FrameScript => ({
  title,
  options,
  steps: [...welcome, ...steps],
  outcomes,
});

const offence = (code: ViolationCode, title: string, ...steps: Step[]): FrameScript =>
  inside({ title, steps }, violates(code));

const bytes = Uint8Array.of(1, 2, 3);
const file = `451-["file",${slot(0)}]`;

/** A file of that many attachments, and all of them. */
function fileOf(count: number): readonly Step[] {
  const slots = Array.from({ length: count }, (_, number) => slot(number));
  return [`45${count}-["file",${slots}]`, ...slots.map(() => bytes)];
}

const sixHundredKilobytes = new Uint8Array(600_000);
const small: ClientOptions = { maxPacketBytes: 1_000_000 };
const hasty: ClientOptions = { attachmentsTimeout: 300 };

/** Servers whose attachments do not fit what they announced. */
export const attachmentScripts: readonly FrameScript[] = [
  inside(
    { title: "announces an attachment that never comes", steps: [file, silence], options: hasty },
    {
      ...violates("ATTACHMENTS_TIMEOUT"),
      withholds: ["file"],
    },
  ),
  inside(
    {
      title: "sends the first of two attachments alone",
      steps: [`452-["file",${slot(0)},${slot(1)}]`, bytes, silence],
      options: hasty,
    },
    { ...violates("ATTACHMENTS_TIMEOUT"), withholds: ["file"] },
  ),
  inside(
    {
      title: "sends pings while an attachment is due, but no attachment",
      steps: [file, "2", "2", silence],
      options: hasty,
    },
    violates("ATTACHMENTS_TIMEOUT"),
  ),
  inside({ title: "sends a ping before the attachment", steps: [file, "2", "6", bytes] }, delivered("file")),
  inside({ title: "sends 99 attachments", steps: fileOf(99) }, delivered("file")),
  inside({ title: "sends an empty attachment", steps: [file, new Uint8Array()] }, delivered("file")),
  inside(
    { title: "sends more attachments than are allowed", steps: fileOf(11), options: { maxAttachments: 10 } },
    violates("ATTACHMENT_COUNT_LIMIT"),
  ),
  offence("ATTACHMENT_COUNT_INVALID", "announces 100 attachments", `45100-["file",${slot(0)}]`),
  offence("ATTACHMENT_COUNT_INVALID", "announces a billion attachments", `451000000000-["file",${slot(0)}]`),
  offence("ATTACHMENT_COUNT_INVALID", "announces no attachment", '450-["file"]'),
  offence("ATTACHMENT_COUNT_INVALID", "announces attachments without a number", `45-["file",${slot(0)}]`),
  offence("ATTACHMENT_UNEXPECTED", "sends bytes when none are due", bytes),
  offence("ATTACHMENT_UNEXPECTED", "sends empty bytes when none are due", new Uint8Array()),
  offence("ATTACHMENT_UNEXPECTED", "sends one attachment too many", file, bytes, bytes),
  offence("ATTACHMENT_AWAITED", "sends an event while an attachment is due", file, '42["a"]'),
  offence("ATTACHMENT_AWAITED", "sends a file while an attachment is due", file, file),
  offence("ATTACHMENT_AWAITED", "takes the client out while an attachment is due", file, "41"),
  offence("PLACEHOLDER_INVALID", "numbers a placeholder -1", `451-["file",${slot(-1)}]`, bytes),
  offence("PLACEHOLDER_INVALID", "numbers a placeholder beyond the count", `451-["file",${slot(1)}]`, bytes),
  offence("PLACEHOLDER_INVALID", "numbers a placeholder 0.5", `451-["file",${slot(0.5)}]`, bytes),
  offence("PLACEHOLDER_INVALID", "numbers a placeholder 1e300", `451-["file",${slot(1e300)}]`, bytes),
  offence("PLACEHOLDER_INVALID", "numbers a placeholder length", `451-["file",${slot("length")}]`, bytes),
  offence(
    "PLACEHOLDER_INVALID",
    "numbers a placeholder __proto__",
    `451-["file",${slot("__proto__")}]`,
    bytes,
  ),
  offence("PLACEHOLDER_INVALID", "uses a placeholder twice", `451-["file",${slot(0)},${slot(0)}]`, bytes),
  offence(
    "PLACEHOLDER_INVALID",
    "uses one placeholder for two attachments",
    `452-["file",${slot(0)}]`,
    bytes,
    bytes,
  ),
  offence("PLACEHOLDER_INVALID", "uses no placeholder", '451-["file"]', bytes),
  offence("EVENT_NAME_INVALID", "uses a placeholder for an event's name", `451-[${slot(0)}]`, bytes),
  offence(
    "EVENT_NAME_RESERVED",
    "sends a reserved event with an attachment",
    `451-["disconnect",${slot(0)}]`,
    bytes,
  ),
  offence("ACK_ID_INVALID", "acknowledges with an attachment but without an id", `461-[${slot(0)}]`, bytes),
  inside(
    { title: "acknowledges with an attachment what nobody asked", steps: [`461-999[${slot(0)}]`, bytes] },
    delivered(),
  ),
  inside(
    {
      title: "sends an attachment in place of a prototype",
      steps: [`451-["file",{"__proto__":${slot(0)}}]`, bytes],
    },
    delivered("file"),
  ),
  inside(
    {
      title: "sends attachments that are too large together",
      steps: [`452-["file",${slot(0)},${slot(1)}]`, sixHundredKilobytes, sixHundredKilobytes],
      options: small,
    },
    { ...violates("ATTACHMENTS_TOO_LARGE"), withholds: ["file"] },
  ),
];

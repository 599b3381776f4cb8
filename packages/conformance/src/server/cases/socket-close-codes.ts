import { both, type Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { RequestOptions, ServerKit } from "../server-kit.js";
import { bytes, nested, slot } from "./socket-frames.js";
import { endWithinMs } from "./socket-offence.js";

/** A row of the table in PROTOCOL.md, and frames that stand for it. */
interface Row {
  readonly violation: string;
  readonly closeCode: number;
  readonly what: string;
  readonly frames: readonly Frame[];
  readonly revisions?: readonly Revision[];
  readonly request?: RequestOptions;
}

function row(violation: string, closeCode: number, what: string, ...frames: Frame[]): Row {
  return { violation, closeCode, what, frames };
}

const file = `451-["message",${slot(0)}]`;
const twoFiles = `452-["message",${slot(0)},${slot(1)}]`;
const half = new Uint8Array(60_000);
const unaskedAcks = Array.from({ length: 101 }, (_, id) => `43${900_000_000_000_000 + id}[]`);

const rows: readonly Row[] = [
  row("FRAME_EMPTY", 1002, "an empty frame", ""),
  row("ENGINE_TYPE_UNKNOWN", 1002, "an unknown type of Engine.IO", "7"),
  row("ENGINE_PAYLOAD_UNEXPECTED", 1002, "an upgrade with a payload", "5probe"),
  row(
    "ENGINE_OPEN_UNEXPECTED",
    1002,
    "an open packet",
    '0{"sid":"x","upgrades":[],"pingInterval":1,"pingTimeout":1}',
  ),
  { ...row("HEARTBEAT_DIRECTION", 1002, "a pong", "3"), revisions: [3] },
  { ...row("HEARTBEAT_DIRECTION", 1002, "a ping", "2"), revisions: [4] },
  {
    ...row("BINARY_TYPE_INVALID", 1002, "a binary frame without its type", file, {
      raw: Uint8Array.of(3, 1),
    }),
    revisions: [3],
  },
  row("BASE64_UNEXPECTED", 1002, "base64 that nobody has asked for", file, "b4AQID"),
  {
    ...row("BASE64_INVALID", 1007, "base64 without its padding", file, "b4AQI"),
    revisions: [3],
    request: { moreQuery: "&b64=1" },
  },
  row("SOCKET_TYPE_UNKNOWN", 1002, "an unknown type of Socket.IO", "47"),
  row("ATTACHMENT_COUNT_INVALID", 1002, "a count of 0", '450-["message"]'),
  row(
    "ATTACHMENT_COUNT_LIMIT",
    1008,
    "99 attachments",
    `4599-["message",${Array.from({ length: 99 }, (_, index) => slot(index))}]`,
  ),
  row("NAMESPACE_INVALID", 1002, "a name with a control character", "40/cus\u0000tom,"),
  row("ACK_ID_INVALID", 1002, "an ack without an id", "43[]"),
  row("PAYLOAD_MISSING", 1002, "an event without a payload", "42"),
  row("PAYLOAD_UNEXPECTED", 1002, "a DISCONNECT with a payload", "41{}"),
  row("PAYLOAD_NOT_JSON", 1007, "a payload that is not JSON", '42["message"'),
  row("PAYLOAD_NOT_ARRAY", 1002, "an event of an object", "42{}"),
  row("PAYLOAD_NOT_OBJECT", 1002, "a CONNECT with an array", "40/custom,[]"),
  row("PAYLOAD_TOO_DEEP", 1008, "an event of 65 levels", `42["message",${nested(64, "arrays")}]`),
  row("EVENT_NAME_INVALID", 1002, "an event whose name is null", "42[null]"),
  row("EVENT_NAME_RESERVED", 1008, "an event with a reserved name", '42["disconnect"]'),
  row("PLACEHOLDER_INVALID", 1002, "an attachment without a placeholder", '451-["message"]', bytes),
  row("ATTACHMENT_UNEXPECTED", 1002, "an attachment that is not due", bytes),
  row("ATTACHMENT_AWAITED", 1002, "an event in place of an attachment", file, '42["message"]'),
  row("ATTACHMENTS_TOO_LARGE", 1009, "attachments that are too large together", twoFiles, half, half),
  row("CONNECT_REPEATED", 1008, "a second CONNECT", "40/slow,", "40/slow,"),
  row("CONNECT_ERROR_UNEXPECTED", 1002, "a refusal", '44"no"'),
  row("NAMESPACE_NOT_JOINED", 1008, "an event for a namespace that is not joined", '42/custom,["message"]'),
  row("ACK_UNKNOWN_LIMIT", 1008, "101 acks that nobody asked for", ...unaskedAcks),
];

const rowCases = rows.map(
  ({ violation, closeCode, what, frames, revisions = both, request = {} }): Case<ServerKit> => {
    const suffix = violation === "HEARTBEAT_DIRECTION" ? `-${revisions.join()}` : "";
    return {
      id: `close-code-${violation.toLowerCase().replaceAll("_", "-")}${suffix}`,
      title: `the server closes with ${closeCode} for ${what}`,
      requirements: ["EIO-VIO-3"],
      revisions,
      async run(kit) {
        const peer = await kit.joined(request);
        sendAll(peer, frames);
        await peer.expectEnd({ codes: [closeCode], withinMs: endWithinMs });
      },
    };
  },
);

/** The close codes of violations. PROTOCOL.md, Violations. */
export const closeCodeCases: readonly Case<ServerKit>[] = [
  ...rowCases,
  {
    id: "close-code-attachments-timeout",
    title: "the server closes with 1008 when an attachment does not come in time",
    requirements: ["EIO-VIO-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(file);
      await peer.expectEnd({ codes: [1008], withinMs: kit.fixture.attachmentsTimeoutMs + 1_000 });
    },
  },
];

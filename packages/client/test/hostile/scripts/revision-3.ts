import type { ClientOptions } from "../client-under-test.js";
import {
  delivered,
  type FrameScript,
  type Outcome,
  pingTimeout,
  refused,
  type Step,
  tolerated,
  violates,
  violatesOutside,
} from "../script.js";
import { openPacket3, silence, slot, times, welcome3 } from "../steps.js";

/** A server of revision 3 that misbehaves, to a client that found out and to one that was told. */
function both(title: string, steps: readonly Step[], ...outcomes: readonly Outcome[]): FrameScript[] {
  return [
    { title: `${title}, in revision 3`, steps, outcomes },
    { title: `${title}, in revision 3 by option`, steps, outcomes, options: { protocol: 3 } },
  ];
}

const inside = (title: string, steps: readonly Step[], ...outcomes: readonly Outcome[]): FrameScript[] =>
  both(title, [...welcome3, ...steps], ...outcomes);

const told = (title: string, steps: readonly Step[], ...outcomes: readonly Outcome[]): FrameScript => {
  const options: ClientOptions = { protocol: 3 };
  return { title: `${title}, in revision 3 by option`, steps, outcomes, options };
};

const file = `451-["file",${slot(0)}]`;
const impatient = openPacket3({ pingInterval: 1, pingTimeout: 1 });

/** Servers of the early generations, no better than the others. */
export const revision3Scripts: readonly FrameScript[] = [
  ...inside("is in order", [], tolerated),
  ...inside("grants again", ["40"], tolerated),
  ...inside("tells of an error", ['44"something failed"'], tolerated),
  ...inside(
    "sends a binary frame of another type",
    [file, Uint8Array.of(3, 1)],
    violates("BINARY_TYPE_INVALID"),
  ),
  ...inside(
    "sends a binary frame of a digit",
    [file, Uint8Array.of(0x34, 1)],
    violates("BINARY_TYPE_INVALID"),
  ),
  ...inside("sends an empty binary frame", [file, new Uint8Array()], violates("BINARY_TYPE_INVALID")),
  ...inside("sends bytes when none are due", [Uint8Array.of(4, 1)], violates("ATTACHMENT_UNEXPECTED")),
  ...inside("sends an empty attachment", [file, Uint8Array.of(4)], delivered("file")),
  ...inside("pings, which is the client's part", ["2"], violates("HEARTBEAT_DIRECTION")),
  ...inside("answers pings that were not sent", [times(100, "3")], tolerated),
  ...inside("sends base64 that nobody asked for", [file, "b4AQID"], violates("BASE64_UNEXPECTED")),
  ...inside("sends an event without a name", ["42[]"], violates("EVENT_NAME_INVALID")),
  ...inside("sends a reserved event", ['42["connect"]'], violates("EVENT_NAME_RESERVED")),
  ...inside("sends an unknown type", ["47"], violates("SOCKET_TYPE_UNKNOWN")),
  ...both("never answers a ping, with intervals of 1 ms", [impatient, "40", silence], pingTimeout),
  ...both(
    "talks but never answers a ping, with intervals of 1 ms",
    [impatient, "40", (visitor) => visitor.repeat('42["talk"]', 300)],
    { ...pingTimeout, delivers: ["talk"] },
    delivered("talk"),
  ),
  ...both("refuses with a string", [openPacket3(), '44"no"'], refused("connect_error: no")),
  told("refuses with an object", [openPacket3(), '44{"retry":30}'], refused()),
  told("refuses with null", [openPacket3(), "44null"], refused()),
  told("refuses with a number", [openPacket3(), "445"], refused()),
  told("refuses with nothing", [openPacket3(), "44"], violatesOutside("PAYLOAD_NOT_JSON")),
  told("grants with an object", [openPacket3(), '40{"sid":"socket"}'], tolerated),
  told("grants with an array", [openPacket3(), "40[]"], violatesOutside("PAYLOAD_NOT_OBJECT")),
  told("opens without a sid", ["0{}"], violatesOutside("HANDSHAKE_INVALID")),
  told("opens twice", [openPacket3(), openPacket3()], violatesOutside("ENGINE_OPEN_UNEXPECTED")),
  {
    title: "speaks revision 3 to a client that was told 4",
    steps: welcome3,
    options: { protocol: 4 },
    outcomes: [violatesOutside("GRANT_INVALID")],
  },
];

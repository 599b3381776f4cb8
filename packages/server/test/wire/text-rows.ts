import type { Frame, ViolationCode } from "@sockeye/protocol";

/** Frames that a server must not put up with, and how it ends the connection. */
export interface ViolationRow {
  readonly title: string;
  /** What a peer sends that is in the default namespace. The last of it is what offends. */
  readonly frames: readonly Frame[];
  readonly code: ViolationCode;
  readonly closeCode: number;
  /** The query, where it is not the one of the generation. */
  readonly query?: string;
  /** How long the server waits before it has had enough, in milliseconds. */
  readonly afterMs?: number;
}

type Sample = readonly [title: string, ...frames: Frame[]];

/** Rows of one verdict. */
export function rows(code: ViolationCode, closeCode: number, samples: readonly Sample[]): ViolationRow[] {
  return samples.map(([title, ...frames]) => ({ title, frames, code, closeCode }));
}

const slot0 = '{"_placeholder":true,"num":0}';
/** An event whose JSON has that many levels, the array of the event counted. */
export const eventOfDepth = (levels: number): string =>
  `42["deep",${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}]`;

const objectOfDepth = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;

const engineRows: ViolationRow[] = [
  ...rows("FRAME_EMPTY", 1002, [["an empty text", ""]]),
  ...rows("ENGINE_TYPE_UNKNOWN", 1002, [
    ["the digit 7", "7"],
    ["the digit 9", "9"],
    ["a letter", "x"],
    ["a space", " "],
    ["a sign", "-1"],
    ["a NUL", "\u0000"],
    ["a NUL before a type", '\u000042["a"]'],
    ["a digit of another script", "\u0664"],
    ["half a surrogate pair", "\ud83d"],
    ["JSON", '["a"]'],
  ]),
  ...rows("ENGINE_PAYLOAD_UNEXPECTED", 1002, [
    ["junk behind 1", "1x"],
    ["junk behind 5", "5probe"],
    ["a space behind 6", "6 "],
  ]),
  ...rows("ENGINE_OPEN_UNEXPECTED", 1002, [
    ["0", "0"],
    ["an open packet", '0{"sid":"x","upgrades":[],"pingInterval":1,"pingTimeout":1}'],
  ]),
];

const headerRows: ViolationRow[] = [
  ...rows("SOCKET_TYPE_UNKNOWN", 1002, [
    ["4 alone", "4"],
    ["4 and a space", "4 "],
    ["4 and a NUL", "4\u0000"],
    ["the type 7", "47"],
    ["the type 9", '49["a"]'],
    ["4 and JSON", '4["a"]'],
  ]),
  ...rows("NAMESPACE_INVALID", 1002, [
    ["a namespace of 257 characters", `40/${"n".repeat(256)},`],
    ["an event for one", `42/${"n".repeat(256)},["a"]`],
    ["a namespace of a million characters", `40/${"n".repeat(999_000)},`],
    ["a namespace with a NUL", "40/a\u0000b,"],
    ["a namespace with a line break", "40/a\nb,"],
    ["a namespace with DEL", "40/a\u007fb,"],
    ["a namespace with a C1 control character", "40/a\u0085b,"],
  ]),
  ...rows("ACK_ID_INVALID", 1002, [
    ["an event with an id of 16 digits", '421234567890123456["a"]'],
    ["the same with leading zeros", '420000000000000001["a"]'],
    ["an ack with an id of 16 digits", '431234567890123456["a"]'],
    ["an ack without an id", '43["a"]'],
    ["a binary ack without an id", `461-[${slot0}]`],
  ]),
  ...rows("PAYLOAD_NOT_ARRAY", 1002, [
    ["a negative id", '42-1["a"]'],
    ["an id with a point", '421.5["a"]'],
    ["an id with a space before it", '42 1["a"]'],
    ["an id in digits of another script", '42\uff11["a"]'],
    ["an id in hexadecimal", '420x1["a"]'],
  ]),
  ...rows("ATTACHMENT_COUNT_INVALID", 1002, [
    ["no attachments", '450-["a"]'],
    ["no attachments in an ack", "460-1[]"],
    ["a count with a leading zero", `4501-["a",${slot0}]`],
    ["a count of three digits", `45100-["a",${slot0}]`],
    ["a count with a sign", `45+1-["a",${slot0}]`],
    ["a count with a point", `451.0-["a",${slot0}]`],
    ["a hyphen without a count", `45-["a",${slot0}]`],
    ["a count without a hyphen", `451["a",${slot0}]`],
    ["neither", '45["a"]'],
    ["a binary type alone", "45"],
  ]),
  ...rows("ATTACHMENT_COUNT_LIMIT", 1008, [
    ["11 attachments", `4511-["a",${slot0}]`],
    ["99 attachments", "4699-1[]"],
  ]),
];

const payloadRows: ViolationRow[] = [
  ...rows("PAYLOAD_MISSING", 1002, [
    ["an event without payload", "42"],
    ["an event of an id alone", "421"],
    ["an event of a namespace alone", "42/admin,"],
    ["a binary event without payload", "451-"],
    ["an ack without payload", "431"],
    ["a binary ack without payload", "461-1"],
  ]),
  ...rows("PAYLOAD_NOT_ARRAY", 1002, [
    ["an event of an object", "42{}"],
    ["an event of a string", '42"a"'],
    ["an event of null", "42null"],
    ["a space before the payload", '42 ["a"]'],
    ["an ack of an object", "431{}"],
    ["an ack of a string", '431"a"'],
    ["a binary ack of an object", `461-1{"a":${slot0}}`],
  ]),
  ...rows("PAYLOAD_NOT_JSON", 1007, [
    ["a NUL behind the payload", '42["a"]\u0000'],
    ["a space behind the payload", '42["a"] '],
    ["a letter behind the payload", '42["a"]x'],
    ["a second payload", '42["a"]["b"]'],
    ["a payload that does not end", '42["a"'],
    ["brackets that never close", `42${"[".repeat(100_000)}`],
    ["a comma too many", '42["a",]'],
    ["NaN", '42["a",NaN]'],
    ["single quotes", "42['a']"],
    ["an ack that is no JSON", "431[a]"],
    ["an object to connect that is no JSON", "40/admin,{a:1}"],
    ["a refusal without payload", "44"],
  ]),
  ...rows("PAYLOAD_UNEXPECTED", 1002, [
    ["a payload behind disconnect", "41{}"],
    ["junk behind disconnect", "41x"],
    ["junk behind the namespace that is left", "41/admin,x"],
  ]),
  ...rows("PAYLOAD_NOT_OBJECT", 1002, [
    ["an array to connect", "40/admin,[]"],
    ["a string to connect", '40/admin,"token"'],
    ["a number to connect", "40/admin,1"],
    ["null to connect", "40/admin,null"],
    ["junk to connect", "40x"],
  ]),
  ...rows("PAYLOAD_TOO_DEEP", 1008, [
    ["an event of 65 levels", eventOfDepth(65)],
    ["an event of 65 levels, objects among them", `42["deep",${objectOfDepth(64)}]`],
    ["an event of 100,000 levels", eventOfDepth(100_000)],
    ["an ack of 65 levels", `431${"[".repeat(65)}${"]".repeat(65)}`],
    ["an object to connect of 65 levels", `40/admin,${objectOfDepth(65)}`],
  ]),
  ...rows("CONNECT_ERROR_UNEXPECTED", 1002, [
    ["a refusal of a string", '44"no"'],
    ["a refusal of an object", '44{"message":"no"}'],
    ["a refusal for a namespace", '44/admin,{"message":"no"}'],
  ]),
];

const eventNameRows: ViolationRow[] = [
  ...rows("EVENT_NAME_INVALID", 1002, [
    ["an event without a name", "42[]"],
    ["null for a name", "42[null]"],
    ["an object for a name", "42[{}]"],
    ["an object with a toString for a name", '42[{"toString":"connect"}]'],
    ["an array for a name", '42[["a"]]'],
    ["a number for a name", "42[1]"],
    ["true for a name", "42[true]"],
    ["an attachment for a name", `451-[${slot0}]`],
  ]),
  ...rows("EVENT_NAME_RESERVED", 1008, [
    ["connect", '42["connect"]'],
    ["connect_error", '42["connect_error",{"message":"x"}]'],
    ["disconnect", '42["disconnect","io server disconnect"]'],
    ["disconnecting", '42["disconnecting"]'],
    ["newListener", '42["newListener"]'],
    ["removeListener", '42["removeListener"]'],
    ["a reserved name that asks for an ack", '421["disconnect"]'],
    ["a reserved name in escapes", '42["\\u0064isconnect"]'],
    ["a reserved name with an attachment", `451-["disconnect",${slot0}]`],
  ]),
];

const membershipRows: ViolationRow[] = [
  ...rows("CONNECT_REPEATED", 1008, [
    ["joining a namespace twice", "40/admin,", "40/admin,"],
    ["asking again while the first is in middleware", "40/slow,", "40/slow,"],
  ]),
  ...rows("NAMESPACE_NOT_JOINED", 1008, [
    ["an event for a namespace that is not joined", '42/admin,["a"]'],
    ["an event for a namespace that does not exist", '42/nowhere,["a"]'],
    ["an ack for a namespace that is not joined", "43/admin,1[]"],
    ["leaving a namespace that is not joined", "41/admin,"],
    ["the header of a binary event for a namespace that is not joined", `451-/admin,["a",${slot0}]`],
    ["the header of a binary ack for one", `461-/admin,1[${slot0}]`],
    ["the header of a binary event for one that is in middleware", "40/slow,", `451-/slow,["a",${slot0}]`],
  ]),
];

const tooManyAcks: ViolationRow = {
  title: "101 acks that nobody asked for",
  frames: Array.from({ length: 101 }, (_, id) => `43${id}[]`),
  code: "ACK_UNKNOWN_LIMIT",
  closeCode: 1008,
};

/** Rows that are the same for both generations. */
export const commonRows = [
  ...engineRows,
  ...headerRows,
  ...payloadRows,
  ...eventNameRows,
  ...membershipRows,
  tooManyAcks,
];

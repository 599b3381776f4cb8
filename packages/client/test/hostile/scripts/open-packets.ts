import type { Frame, ViolationCode } from "@sockeye/protocol";
import { type FrameScript, type Step, timedOut, tolerated, violates, violatesOutside } from "../script.js";
import { asked, granted, nested, openPacket, pinging, silence, welcome } from "../steps.js";

/** The server's first frame, which must not count as an open packet. */
function invalid(title: string, frame: Frame, code: ViolationCode = "HANDSHAKE_INVALID"): FrameScript {
  return { title, steps: [frame], outcomes: [violatesOutside(code)] };
}

/** An open packet with such fields, from a server that goes on as it should. */
function harmless(title: string, open: string, ...more: Step[]): FrameScript {
  return { title, steps: [open, asked, granted, ...more], outcomes: [tolerated] };
}

/** Servers that do not open the session, or in an odd way. */
export const openPacketScripts: readonly FrameScript[] = [
  invalid("opens with nothing", "0"),
  invalid("opens with what is no JSON", "0{sid:session}"),
  invalid("opens with half of a JSON object", openPacket().slice(0, -1)),
  invalid("opens with null", "0null"),
  invalid("opens with an array", "0[]"),
  invalid("opens with a string", '0"session"'),
  invalid("opens without a sid", openPacket({ sid: undefined })),
  invalid("opens with a number for a sid", openPacket({ sid: 7 })),
  invalid("opens with null for a sid", openPacket({ sid: null })),
  invalid("opens without intervals", openPacket({ pingInterval: undefined, pingTimeout: undefined })),
  invalid("opens with a negative interval", openPacket({ pingInterval: -25_000 })),
  invalid("opens with a negative patience", openPacket({ pingTimeout: -1 })),
  invalid("opens with a string for an interval", openPacket({ pingInterval: "25000" })),
  invalid("opens with null for an interval", openPacket({ pingInterval: null })),
  invalid("opens with an object for a patience", openPacket({ pingTimeout: { valueOf: 1 } })),
  invalid("opens with NaN for an interval", '0{"sid":"session","pingInterval":NaN,"pingTimeout":20000}'),
  invalid("opens with an infinite interval", '0{"sid":"session","pingInterval":1e999,"pingTimeout":20000}'),

  harmless("opens with intervals of 1e300", openPacket({ pingInterval: 1e300, pingTimeout: 1e300 })),
  harmless(
    "opens with intervals beyond 32 bits",
    openPacket({ pingInterval: 2 ** 31, pingTimeout: 2 ** 32 }),
  ),
  harmless("opens with intervals of 0", openPacket({ pingInterval: 0, pingTimeout: 0 }), pinging),
  harmless("opens with tiny intervals", openPacket({ pingInterval: 1e-9, pingTimeout: 5e-324 }), pinging),
  harmless("opens with a sid of 1 MB", openPacket({ sid: "s".repeat(1_000_000) })),
  harmless("opens with an empty sid", openPacket({ sid: "" })),
  harmless("opens without maxPayload", openPacket({ maxPayload: undefined })),
  harmless("opens with a negative maxPayload", openPacket({ maxPayload: -1 })),
  harmless("opens with a string for maxPayload", openPacket({ maxPayload: "1000000" })),
  harmless(
    "opens with a prototype among the fields",
    openPacket().replace("{", '{"__proto__":{"sid":7,"pingInterval":-1},"constructor":null,'),
  ),
  {
    title: "opens with JSON of 100,000 levels",
    steps: [openPacket().replace("{", `{"deep":${nested(100_000)},`), asked, granted],
    outcomes: [tolerated, violatesOutside("HANDSHAKE_INVALID")],
  },
  harmless("names upgrades to other transports", openPacket({ upgrades: ["polling", "webtransport", 7] })),

  invalid("starts with an event", '42["early"]'),
  invalid("starts with a grant", granted),
  invalid("starts with a ping", "2"),
  invalid("starts with a pong", "3"),
  invalid("starts with a binary frame", Uint8Array.of(4, 1, 2, 3)),
  invalid("starts with an empty binary frame", new Uint8Array()),
  invalid("starts with an empty text", "", "FRAME_EMPTY"),
  invalid("starts with an unknown type", "x", "ENGINE_TYPE_UNKNOWN"),
  invalid("starts with base64", "b4AQID", "BASE64_UNEXPECTED"),

  { title: "never opens", steps: [silence], options: { timeout: 400 }, outcomes: [timedOut] },
  {
    title: "sends pings of WebSocket instead of opening",
    steps: [(visitor) => visitor.write({ opcode: 9, payload: "awake?" }), silence],
    options: { timeout: 400 },
    outcomes: [timedOut],
  },

  {
    title: "opens twice at once",
    steps: [openPacket(), openPacket()],
    outcomes: [violatesOutside("ENGINE_OPEN_UNEXPECTED")],
  },
  {
    title: "opens again later",
    steps: [...welcome, openPacket()],
    outcomes: [violates("ENGINE_OPEN_UNEXPECTED")],
  },
  {
    title: "opens again with an empty packet",
    steps: [...welcome, "0"],
    outcomes: [violates("ENGINE_OPEN_UNEXPECTED")],
  },
];

import type { ViolationCode } from "@sockeye/protocol";
import { type FrameScript, type Outcome, type Step, tolerated, violates } from "../script.js";
import { times, welcome } from "../steps.js";

/** What a server sends to a client that is in the default namespace. */
function inside(title: string, steps: readonly Step[], ...outcomes: readonly Outcome[]): FrameScript {
  return { title, steps: [...welcome, ...steps], outcomes };
}

const refusedFrame = (title: string, frame: string, code: ViolationCode): FrameScript =>
  inside(title, [frame], violates(code));

/** Servers whose Engine.IO is broken. */
export const enginePacketScripts: readonly FrameScript[] = [
  refusedFrame("sends an empty text", "", "FRAME_EMPTY"),
  refusedFrame("sends an unknown digit", "7", "ENGINE_TYPE_UNKNOWN"),
  refusedFrame("sends a letter", "x", "ENGINE_TYPE_UNKNOWN"),
  refusedFrame("sends a NUL", "\u0000", "ENGINE_TYPE_UNKNOWN"),
  refusedFrame("sends a NUL before a type", '\u000042["a"]', "ENGINE_TYPE_UNKNOWN"),
  refusedFrame("sends JSON", '["a"]', "ENGINE_TYPE_UNKNOWN"),
  refusedFrame("sends a digit of another script", "\u0664", "ENGINE_TYPE_UNKNOWN"),
  refusedFrame("sends a noop with junk", "6 ", "ENGINE_PAYLOAD_UNEXPECTED"),
  refusedFrame("sends an upgrade with junk", "5probe", "ENGINE_PAYLOAD_UNEXPECTED"),
  refusedFrame("sends base64", "b4AQID", "BASE64_UNEXPECTED"),
  refusedFrame("sends an empty message", "4", "SOCKET_TYPE_UNKNOWN"),
  refusedFrame("sends a message of a space", "4 ", "SOCKET_TYPE_UNKNOWN"),
  refusedFrame("sends a message of a NUL", "4\u0000", "SOCKET_TYPE_UNKNOWN"),
  refusedFrame("sends a message of an unknown type", "49", "SOCKET_TYPE_UNKNOWN"),
  refusedFrame("sends JSON in a message", '4["a"]', "SOCKET_TYPE_UNKNOWN"),

  inside("sends noops and upgrades", ["6", "5", "6"], tolerated),
  inside("sends a probe", ["2probe"], tolerated),
  inside("sends 5,000 pings at once", [times(5000, "2")], tolerated),
  inside("sends a ping of 1 MB", [`2${"p".repeat(1_000_000)}`], tolerated),
  refusedFrame("sends a pong, which is the client's part", "3", "HEARTBEAT_DIRECTION"),
];

import type { RawFrame } from "../../../server/test/contract/raw-frames.js";
import type { Step } from "./script.js";

/** An open packet like any other, except for the fields that a script gives. */
export function openPacket(fields: Readonly<Record<string, unknown>> = {}): string {
  const usual = {
    sid: "session",
    upgrades: [],
    pingInterval: 25_000,
    pingTimeout: 20_000,
    maxPayload: 1_000_000,
  };
  return `0${JSON.stringify({ ...usual, ...fields })}`;
}

/** Waits until the client asks for the default namespace. */
export const asked: Step = async (visitor) => void (await visitor.heard("40"));

export const granted = '40{"sid":"socket"}';

/** All that a server of revision 4 owes a client. */
export const welcome: readonly Step[] = [openPacket(), asked, granted];

/** The open packet of revision 3, which does not tell `maxPayload`. */
export const openPacket3 = (fields: Readonly<Record<string, unknown>> = {}): string =>
  openPacket({ maxPayload: undefined, ...fields });

/** All that a server of revision 3 owes a client. */
export const welcome3: readonly Step[] = [openPacket3(), "40"];

/** Sends frames of RFC 6455 that may be wrong. */
export function raw(...frames: RawFrame[]): Step {
  return (visitor) => {
    for (const frame of frames) visitor.write(frame);
  };
}

/** Sends the frame that many times. */
export function times(count: number, frame: string): Step {
  return (visitor) => {
    for (let sent = 0; sent < count; sent += 1) visitor.send(frame);
  };
}

/** Pings as long as the connection lasts, as often as the shortest interval wants it. */
export const pinging: Step = (visitor) => visitor.repeat("2", 500);

/** Nothing more, not even what comes behind every script. */
export const silence: Step = () => new Promise(() => undefined);

/** The placeholder of an attachment. */
export const slot = (num: unknown): string => JSON.stringify({ _placeholder: true, num });

/** JSON arrays in each other. */
export const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

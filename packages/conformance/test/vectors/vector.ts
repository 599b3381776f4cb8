import { readFileSync } from "node:fs";

export type Side = "server" | "client";
export type Layer = "engine" | "socket" | "attachments" | "handshake" | "requests" | "websocket";

/** A text, or the pieces of a long one. */
export type Text = string | readonly (string | { readonly repeat: string; readonly times: number })[];

/** What all vectors have. */
export interface Vector {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly revisions: readonly (3 | 4)[];
}

export type VectorFrame = { readonly text: Text; readonly times?: number } | { readonly hex: Text };

/** One of `engine.json`, `socket.json`, `attachments.json` or `handshake.json`. */
export interface FrameVector extends Vector {
  readonly receiver?: Side;
  readonly base64?: boolean;
  readonly given?: { readonly joined: readonly string[]; readonly asked?: readonly string[] };
  readonly limits?: {
    readonly attachments?: number;
    readonly packetBytes?: number;
    readonly unknownAcks?: number;
  };
  readonly frames: readonly VectorFrame[];
  readonly packet?: VectorPacket;
  readonly write?: boolean;
  readonly violation?: { readonly code: string; readonly closeCode: number };
}

/** A packet as vectors have it. */
export interface VectorPacket {
  readonly type: string;
  readonly namespace?: Text;
  readonly id?: number;
  readonly data?: unknown;
  readonly json?: Text;
}

export interface RequestVector extends Vector {
  readonly serves?: readonly (3 | 4)[];
  readonly request: {
    readonly method: string;
    readonly target: string;
    readonly headers?: Readonly<Record<string, string | null>>;
  };
  readonly accepted?: { readonly revision: 3 | 4; readonly base64: boolean; readonly accept: string };
  readonly refused?: { readonly status?: number; readonly code?: number };
}

export type VectorMessage =
  | { readonly text: string }
  | { readonly hex: Text }
  | { readonly ping: string }
  | { readonly pong: string }
  | { readonly close: { readonly code: number; readonly reason: string } };

export interface WebsocketVector extends Vector {
  readonly receiver: Side;
  readonly mask?: string;
  readonly frames: readonly { readonly hex: Text }[];
  readonly messages?: readonly VectorMessage[];
  readonly write?: boolean;
  readonly violation?: { readonly closeCode: number };
}

/** All files, as they are. */
export const files = {
  engine: read<FrameVector>("engine"),
  socket: read<FrameVector>("socket"),
  attachments: read<FrameVector>("attachments"),
  handshake: read<FrameVector>("handshake"),
  requests: read<RequestVector, { readonly headers: Readonly<Record<string, string>> }>("requests"),
  websocket: read<WebsocketVector>("websocket"),
};

export const allVectors: readonly Vector[] = Object.values(files).flatMap<Vector>((file) => file.vectors);

/** A text with its pieces put together. */
export function expand(text: Text): string {
  const pieces = typeof text === "string" ? [text] : text;
  return pieces
    .map((piece) => (typeof piece === "string" ? piece : piece.repeat.repeat(piece.times)))
    .join("");
}

export function bytesOf(hex: Text): Uint8Array {
  return Uint8Array.from(Buffer.from(expand(hex), "hex"));
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** The frames as they travel: a string for a text frame, bytes for a binary one. */
export function framesOf(vector: FrameVector): (string | Uint8Array)[] {
  return vector.frames.flatMap((frame) =>
    "text" in frame
      ? Array<string>(frame.times ?? 1).fill(expand(frame.text))
      : ([bytesOf(frame.hex)] as (string | Uint8Array)[]),
  );
}

/** Any value of a vector with bytes in the place of `{"$hex": …}`. */
export function withBytes(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withBytes);
  }
  const entries = Object.entries(value);
  const [first] = entries;
  return entries.length === 1 && first?.[0] === "$hex"
    ? bytesOf(first[1] as Text)
    : Object.fromEntries(entries.map(([key, one]) => [key, withBytes(one)]));
}

/** The other way round, for comparing and printing. */
export function withHex(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return { $hex: hexOf(value) };
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(withHex)
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withHex(one)]));
}

function read<Row, More = unknown>(layer: Layer): { readonly vectors: readonly Row[] } & More {
  const url = new URL(`../../vectors/${layer}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8"));
}

import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { Frame } from "@sockeye/protocol";
import type { Closing } from "../../src/testing/memory-peer.js";
import type { PeerRequest, RefusedRequest, WirePeer } from "./binding.js";
import { Inbox } from "./inbox.js";
import { closePayload, encodeFrame, FrameReader, opcode } from "./raw-frames.js";

const key = "dGhlIHNhbXBsZSBub25jZQ==";

/** The bytes of a request for a WebSocket; a header of the test's own takes the place of the usual one. */
export function requestBytes(port: number, request: PeerRequest = {}): string {
  const { query = "EIO=4&transport=websocket", headers = {}, method = "GET" } = request;
  const all = {
    host: `127.0.0.1:${port}`,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": key,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} /socket.io/?${query} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** A connection that is open, with nothing sent yet. */
export function openTcp(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.on("error", reject);
  });
}

/** Asks for a WebSocket, with more bytes in the same segment if a test wants that. */
export async function connectTcp(port: number, request?: PeerRequest, more?: Uint8Array): Promise<TcpPeer> {
  const socket = await openTcp(port);
  socket.write(Buffer.concat([Buffer.from(requestBytes(port, request)), more ?? Buffer.alloc(0)]));
  const { head, rest } = await readHead(socket);
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  if (!head.startsWith("HTTP/1.1 101 ") || !head.includes(`Sec-WebSocket-Accept: ${accept}`)) {
    throw new Error(`expected a WebSocket; got ${head}`);
  }
  return new TcpPeer(socket, rest);
}

/** Asks for a WebSocket and reads the refusal, up to the end of the connection. */
export async function refusalOverTcp(port: number, request?: PeerRequest): Promise<RefusedRequest> {
  const socket = await openTcp(port);
  socket.write(requestBytes(port, request));
  const { head, rest } = await readHead(socket);
  const chunks = [rest];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return { status: Number(head.split(" ")[1]), body: JSON.parse(Buffer.concat(chunks).toString()) };
}

async function readHead(socket: Socket): Promise<{ head: string; rest: Buffer }> {
  let bytes = Buffer.alloc(0);
  while (!bytes.includes("\r\n\r\n")) {
    bytes = Buffer.concat([bytes, await readChunk(socket)]);
  }
  const end = bytes.indexOf("\r\n\r\n") + 4;
  return { head: bytes.subarray(0, end).toString(), rest: bytes.subarray(end) };
}

function readChunk(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    socket.once("data", (chunk) => {
      socket.pause();
      resolve(chunk as Buffer);
    });
    socket.once("close", () => reject(new Error("the connection ended before an answer had come")));
    socket.resume();
  });
}

/** A WebSocket peer made of plain TCP, more impolite than a library would let it be. */
export class TcpPeer implements WirePeer {
  readonly closed: Promise<Closing>;
  readonly #socket: Socket;
  readonly #reader = new FrameReader();
  readonly #messages = new Inbox<Frame>();
  readonly #pongs = new Inbox<string>();
  #closing: Closing = { code: 1006, reason: "" };

  constructor(socket: Socket, head: Uint8Array) {
    this.#socket = socket;
    socket.removeAllListeners();
    socket.on("error", () => undefined); // a reset shows as an end with 1006
    socket.on("data", (chunk) => this.#read(chunk as Buffer));
    this.closed = new Promise((resolve) => socket.on("close", () => resolve(this.#end())));
    this.#read(head);
    socket.resume();
  }

  send(frame: Frame): void {
    this.write(
      encodeFrame({ opcode: typeof frame === "string" ? opcode.text : opcode.binary, payload: frame }),
    );
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  next(): Promise<Frame> {
    return this.#messages.next();
  }

  nextPong(): Promise<string> {
    return this.#pongs.next();
  }

  close(code?: number, reason?: string): void {
    this.write(
      encodeFrame({ opcode: opcode.close, payload: code === undefined ? "" : closePayload(code, reason) }),
    );
  }

  finish(): void {
    this.#socket.end();
  }

  drop(): void {
    this.#socket.resetAndDestroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #read(chunk: Uint8Array): void {
    for (const { opcode: kind, payload } of this.#reader.read(chunk)) {
      if (kind === opcode.text) this.#messages.push(payload.toString());
      if (kind === opcode.binary) this.#messages.push(Uint8Array.from(payload));
      if (kind === opcode.pong) this.#pongs.push(payload.toString());
      if (kind === opcode.close) this.#receiveClose(payload);
    }
  }

  #receiveClose(payload: Buffer): void {
    const hasCode = payload.length >= 2;
    this.#closing = hasCode
      ? { code: payload.readUInt16BE(0), reason: payload.subarray(2).toString() }
      : { code: 1005, reason: "" };
    this.#socket.end(encodeFrame({ opcode: opcode.close, payload }));
  }

  #end(): Closing {
    const { code, reason } = this.#closing;
    const error = new Error(`expected more; the connection has ended: ${code} ${reason}`);
    this.#messages.end(error);
    this.#pongs.end(error);
    return this.#closing;
  }
}

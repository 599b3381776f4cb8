import type { IncomingMessage } from "node:http";
import { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { LightWebSocket } from "../../src/bindings/node/light-web-socket.js";

/** The most that a message may have in these tests, in bytes. */
export const maxPayloadBytes = 6000;

/** What was seen of a WebSocket: what its application heard, and what its peer got. */
export interface Transcript {
  readonly events: unknown[];
  readonly sent: string;
  readonly isDestroyed: boolean;
}

/** A connection of which both ends are in the test's hands. */
class Wire extends Duplex {
  readonly sent: Buffer[] = [];

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.sent.push(chunk);
    done();
  }
}

/** What an application does when it has heard a message. It says so if it wants to hear no more. */
export type Handler = (webSocket: WebSocket, message: string) => "deaf" | undefined;

/** Shakes hands, plays the chunks to the WebSocket, and ends the connection. */
export async function transcriptOf(
  kind: "light" | "bare",
  chunks: readonly Buffer[],
  handle: Handler,
): Promise<Transcript> {
  const wire = new Wire({ allowHalfOpen: true });
  const webSocket = await opened(kind, wire);
  wire.sent.length = 0; // the answer to the handshake
  const events: unknown[] = [];
  listen(webSocket, events, handle);
  for (const chunk of chunks) {
    wire.push(Buffer.from(chunk)); // it is unmasked in its place
    await allIsDone();
  }
  wire.push(null);
  await allIsDone();
  wire.destroy();
  await allIsDone();
  return { events, sent: Buffer.concat(wire.sent).toString("latin1"), isDestroyed: wire.destroyed };
}

/** Whether a light WebSocket still does without the receiver of ws when it has got the chunks. */
export async function isLightAfter(chunks: readonly Buffer[]): Promise<boolean> {
  const wire = new Wire({ allowHalfOpen: true });
  const webSocket = await opened("light", wire);
  webSocket.on("error", () => undefined);
  for (const chunk of chunks) {
    wire.push(Buffer.from(chunk));
    await allIsDone();
  }
  const isLight = Reflect.get(webSocket, "_receiver") === null;
  wire.destroy();
  return isLight;
}

function listen(webSocket: WebSocket, events: unknown[], handle: Handler): void {
  let isDeaf = false;
  const hear = (...event: unknown[]): void => {
    if (!isDeaf) events.push(event);
  };
  webSocket.on("message", (message: Buffer | string, isBinary) => {
    const text = isBinary ? (message as Buffer).toString("latin1") : String(message);
    hear(isBinary ? "binary" : "text", text);
    isDeaf ||= handle(webSocket, text) === "deaf";
  });
  webSocket.on("error", (error: Error & { code?: string }) => hear("error", error.code));
  webSocket.on("close", (code, reason) => {
    hear("close", code, reason.toString());
    events.push(webSocket.readyState);
  });
}

function opened(kind: "light" | "bare", wire: Wire): Promise<WebSocket> {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    ...(kind === "light" && { WebSocket: TestedWebSocket }),
  });
  return new Promise((resolve) => {
    server.handleUpgrade(request as unknown as IncomingMessage, wire, Buffer.alloc(0), (webSocket) => {
      if (webSocket instanceof TestedWebSocket) {
        webSocket.settle(server);
      }
      resolve(webSocket);
    });
  });
}

class TestedWebSocket extends LightWebSocket<{
  maxPayloadBytes: number;
  receiver: WebSocketServer["options"];
}> {
  settle(server: WebSocketServer): void {
    this.settings = { maxPayloadBytes, receiver: server.options };
  }
}

const request = {
  method: "GET",
  headers: {
    upgrade: "websocket",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
  },
};

/** Streams pass things on in ticks; a few turns of the event loop are enough for all that is to happen. */
async function allIsDone(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise(setImmediate);
  }
}

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { io } from "@sockeye/client";
import { type WebSocket, WebSocketServer } from "ws";
import { type FrameVector, framesOf } from "./vector.js";

/** How a client closed its connection. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

const open = '0{"sid":"a1","upgrades":[],"pingInterval":25000,"pingTimeout":20000}';

/**
 * Sends the frames of a vector to a whole client. Those of a handshake are all that it gets; before any others it
 * has had an open packet, has asked for the namespaces of `given`, and has been granted those that it joined.
 */
export async function closingOf(vector: FrameVector, revision: 3 | 4): Promise<Closing> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const wanted = [...(vector.given?.joined ?? []), ...(vector.given?.asked ?? [])];
  const { port } = server.address() as AddressInfo;
  const { io: manager } = io(`http://127.0.0.1:${port}`, {
    autoConnect: false,
    reconnection: false,
    protocol: revision,
  });
  const sockets = (wanted.length === 0 ? ["/"] : wanted).map((name) => manager.socket(name).connect());
  try {
    const [peer] = (await once(server, "connection")) as [WebSocket];
    const closed = once(peer, "close");
    if (vector.given !== undefined) {
      peer.send(open);
      await letIn(peer, vector.given.joined, wanted.length);
    }
    for (const frame of framesOf(vector)) {
      peer.send(frame);
    }
    const [code, reason] = (await closed) as [number, Buffer];
    return { code, reason: reason.toString() };
  } finally {
    sockets.forEach((socket) => void socket.disconnect());
    server.close();
  }
}

/** Waits until the client has asked for so many namespaces, and grants those that are named. */
function letIn(peer: WebSocket, joined: readonly string[], count: number): Promise<void> {
  let asked = 0;
  return new Promise((resolve) => {
    peer.on("message", (data: Buffer) => {
      const name = /^40(\/[^,]*)?/.exec(data.toString())?.[1] ?? "/";
      if (joined.includes(name)) {
        peer.send(`40${name},{"sid":"id-${asked}"}`);
      }
      asked += 1;
      if (asked === count) {
        resolve();
      }
    });
  });
}

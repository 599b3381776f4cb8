import { MemoryServer } from "@sockeye/server/testing";
import type { Speech } from "./codec.js";
import { type FrameVector, framesOf } from "./vector.js";

/** How a server's connection ended, and whether it stood until the last frame. */
export interface Ending {
  readonly wasOpenBefore: boolean;
  readonly closeCode: number | undefined;
  readonly reason: string | undefined;
}

const queries = { 3: "EIO=3&transport=websocket", 4: "EIO=4&transport=websocket" } as const;

/** Sends the frames of a vector to a whole server, over a connection as the vector wants it. */
export async function endingOf(vector: FrameVector, { revision, hasBase64 }: Speech): Promise<Ending> {
  const { joined = ["/"], asked = [] } = vector.given ?? {};
  const io = new MemoryServer(optionsOf(vector.limits));
  for (const name of asked) {
    io.of(name).use(() => undefined); // never decides
  }
  const peer = await io.connect({ query: queries[revision] + (hasBase64 ? "&b64=1" : "") });
  for (const name of [...joined, ...asked].filter((one) => revision === 4 || one !== "/")) {
    io.of(name);
    peer.send(`40${name},`);
  }
  const frames = framesOf(vector);
  for (const frame of frames.slice(0, -1)) {
    peer.send(frame);
  }
  const wasOpenBefore = peer.closing === undefined;
  peer.send(frames.at(-1) ?? "");
  return { wasOpenBefore, closeCode: peer.closing?.code, reason: peer.closing?.reason };
}

function optionsOf({ attachments, packetBytes }: NonNullable<FrameVector["limits"]> = {}): object {
  return {
    onNotice: () => undefined,
    ...(attachments !== undefined && { maxAttachments: attachments }),
    ...(packetBytes !== undefined && { maxHttpBufferSize: packetBytes }),
  };
}

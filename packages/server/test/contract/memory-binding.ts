import type { Frame } from "@sockeye/protocol";
import type { Closing, MemoryPeer } from "../../src/testing/memory-peer.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import type { Binding, RawPeer } from "./binding.js";

/** No port, no bytes: peers in the same process. */
export const memoryBinding: Binding = {
  name: "memory",
  async start(options) {
    const io = new MemoryServer(options);
    return {
      io,
      connect: async (request) => rawPeer(await io.connect(request)),
      async refusal(request) {
        const { refusal } = await io.connect(request);
        if (refusal === undefined) throw new Error("expected a refusal; the connection was accepted");
        const { status, code, message } = refusal;
        return { status, body: { code, message } };
      },
      stop: () => io.close(),
    };
  },
};

function rawPeer(peer: MemoryPeer): RawPeer {
  const unread: Frame[] = [];
  return {
    send: (frame) => peer.send(frame),
    async next() {
      for (;;) {
        unread.push(...peer.take());
        const [frame] = unread.splice(0, 1);
        if (frame !== undefined) return frame;
        if (peer.closing !== undefined) throw new Error("expected more; the connection has ended");
        await turn();
      }
    },
    get closed() {
      return ended(peer);
    },
    close: (code, reason) => peer.close(code, reason),
    drop: () => peer.drop(),
    pause: () => peer.pause(),
    resume: () => peer.resume(),
  };
}

async function ended(peer: MemoryPeer): Promise<Closing> {
  while (peer.closing === undefined) await turn();
  return peer.closing;
}

/** Lets everything run that is waiting to. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

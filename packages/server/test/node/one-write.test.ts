import type { Socket } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { webSocketFrame } from "../../src/bindings/node/web-socket-frame.js";
import { encodeFrame, FrameReader, opcode, text } from "../contract/raw-frames.js";
import { openTcp, requestBytes } from "../contract/tcp-peer.js";
import { useStage } from "./stage.js";

const stage = useStage();

/** A client of which every chunk that arrives is kept apart. */
class ChunkedClient {
  /** What came, by chunk: texts as they are, binary messages in hexadecimal, a close frame by its code. */
  readonly chunks: string[][] = [];
  readonly #send: (bytes: Uint8Array) => void;
  #changed: () => void = () => undefined;

  private constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send;
  }

  /** A client that is in the default namespace. */
  static async join(port: number): Promise<ChunkedClient> {
    const socket = await openTcp(port);
    stage.onClear(() => socket.destroy());
    const client = new ChunkedClient((bytes) => socket.write(bytes));
    const reader = new FrameReader();
    let isUpgraded = false;
    socket.on("data", (chunk: Buffer) => {
      const start = isUpgraded ? 0 : chunk.indexOf("\r\n\r\n") + 4;
      isUpgraded = true;
      client.#take(reader.read(chunk.subarray(start)).map(describeFrame));
    });
    socket.write(requestBytes(port));
    await client.until((frame) => frame.startsWith("0"));
    client.send("40");
    await client.until((frame) => frame.startsWith("40"));
    client.chunks.length = 0;
    return client;
  }

  send(...messages: string[]): void {
    this.#send(Buffer.concat(messages.map(text)));
  }

  /** Waits for a frame. */
  async until(isIt: (frame: string) => boolean): Promise<void> {
    while (!this.chunks.flat().some(isIt)) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  #take(frames: string[]): void {
    this.chunks.push(frames);
    this.#changed();
  }
}

function describeFrame({ opcode: kind, payload }: { opcode: number; payload: Buffer }): string {
  if (kind === opcode.close) return `close ${payload.readUInt16BE(0)}`;
  return kind === opcode.binary ? `<${payload.toString("hex")}>` : payload.toString();
}

describe("what one turn sends to a client", () => {
  test("leaves in one write, text and bytes in their order", async () => {
    const { io, port } = await stage.serve();
    io.on("connection", (socket) => {
      socket.on("go", () => {
        socket.emit("a", 1);
        socket.emit("b", Buffer.of(1, 2));
        socket.emit("ü", "ß😀");
        io.emit("c", 2);
        socket.emit("last");
      });
    });
    const client = await ChunkedClient.join(port);

    client.send('42["go"]');
    await client.until((frame) => frame === '42["last"]');

    expect(client.chunks).toEqual([
      [
        '42["a",1]',
        '451-["b",{"_placeholder":true,"num":0}]',
        "<0102>",
        '42["ü","ß😀"]',
        '42["c",2]',
        '42["last"]',
      ],
    ]);
  });

  test("leaves in one write for all events of a chunk", async () => {
    const { io, port } = await stage.serve();
    io.on("connection", (socket) => socket.on("ask", (value, answer) => answer(value)));
    const client = await ChunkedClient.join(port);

    client.send('420["ask","x"]', '421["ask","y"]', '422["ask","z"]');
    await client.until((frame) => frame === '432["z"]');

    expect(client.chunks).toEqual([['430["x"]', '431["y"]', '432["z"]']]);
  });

  test("leaves before the close frame", async () => {
    const { io, port } = await stage.serve();
    io.on("connection", (socket) => {
      socket.on("go", () => {
        socket.emit("last words", "a");
        socket.disconnect(true);
      });
    });
    const client = await ChunkedClient.join(port);

    client.send('42["go"]');
    await client.until((frame) => frame.startsWith("close"));

    expect(client.chunks.flat()).toEqual(['42["last words","a"]', "41", "close 1008"]);
  });

  test("leaves for each of many clients, a broadcast and what is for one of them in order", async () => {
    const { io, port } = await stage.serve();
    const sockets: Socket[] = [];
    io.on("connection", (socket) => sockets.push(socket));
    const clients = [await ChunkedClient.join(port), await ChunkedClient.join(port)];

    sockets.forEach((socket, index) => void socket.emit("first", index));
    io.emit("to all");
    sockets.forEach((socket, index) => void socket.emit("last", index));
    await Promise.all(clients.map((client) => client.until((frame) => frame.startsWith('42["last"'))));

    expect(clients.map(({ chunks }) => chunks)).toEqual([
      [['42["first",0]', '42["to all"]', '42["last",0]']],
      [['42["first",1]', '42["to all"]', '42["last",1]']],
    ]);
  });
});

test("messages of all lengths and alphabets arrive, in order", async () => {
  const { io, port } = await stage.serve();
  const lengths = [
    0, 1, 100, 110, 111, 112, 113, 4_080, 4_090, 5_000, 16_384, 65_500, 65_530, 65_540, 100_000,
  ];
  const values = lengths.flatMap((length) => [
    "x".repeat(length),
    "é".repeat(length),
    Buffer.alloc(length, 7),
  ]);
  io.on("connection", (socket) => {
    socket.on("go", () => {
      for (const value of values) socket.emit("v", value);
      socket.emit("last");
    });
  });
  const client = await ChunkedClient.join(port);

  client.send('42["go"]');
  await client.until((frame) => frame === '42["last"]');

  const expected = values.flatMap((value) =>
    typeof value === "string"
      ? [`42["v","${value}"]`]
      : ['451-["v",{"_placeholder":true,"num":0}]', `<${value.toString("hex")}>`],
  );
  expect(client.chunks.flat().slice(0, -1)).toEqual(expected);
});

test.each([0, 1, 125, 126, 4_096, 4_097, 65_535, 65_536])(
  "a text of %d bytes is framed as RFC 6455 has it",
  (length) => {
    for (const payload of ["x".repeat(length), `${"é".repeat(length >> 1)}${"x".repeat(length & 1)}`]) {
      const frame = webSocketFrame(payload);
      const bytes = typeof frame === "string" ? Buffer.from(frame, "latin1") : frame;

      expect(bytes.equals(encodeFrame({ opcode: opcode.text, payload, isMasked: false }))).toBe(true);
    }
  },
);

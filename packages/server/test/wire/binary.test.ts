import { describe, expect, test } from "vitest";
import type { MemoryPeer } from "../../src/testing/memory-peer.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { framesOf, generation3, generation4, generations, joined, stageWith } from "./stage.js";

const file = Uint8Array.of(1, 2, 3);
const header = '451-["file",{"_placeholder":true,"num":0}]';

/** A server that notes the arguments of `file` events, and the answers to `ask`. */
function receiving(options: ConstructorParameters<typeof MemoryServer>[0] = {}) {
  const io = new MemoryServer(options);
  const heard: unknown[] = [];
  io.of("/", (socket) => {
    socket.on("file", (...args) => heard.push(args));
    socket.on("ask", (answer) => answer(file));
  });
  return { io, heard };
}

async function joinedInBase64(io: MemoryServer): Promise<MemoryPeer> {
  const peer = await io.connect({ query: "EIO=3&transport=websocket&b64=1" });
  peer.take();
  return peer;
}

describe("an attachment goes out", () => {
  test("in revision 3 behind a byte 4", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation3);

    io.emit("file", file);

    expect(framesOf(peer)).toEqual([header, [4, 1, 2, 3]]);
  });

  test("in revision 4 as its bytes alone", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation4);

    io.emit("file", file);

    expect(framesOf(peer)).toEqual([header, [1, 2, 3]]);
  });

  test("as b4 and base64 to a client with b64=1", async () => {
    const { io } = stageWith();
    const peer = await joinedInBase64(io);

    io.emit("file", file, Uint8Array.of(255));

    expect(framesOf(peer)).toEqual([
      '452-["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
      "b4AQID",
      "b4/w==",
    ]);
  });

  test("to each client of one broadcast in its own form", async () => {
    const { io } = stageWith();
    const early = await joined(io, generation3);
    const base64 = await joinedInBase64(io);
    const late = await joined(io, generation4);

    io.emit("file", file);

    expect([early, base64, late].map(framesOf)).toEqual([
      [header, [4, 1, 2, 3]],
      [header, "b4AQID"],
      [header, [1, 2, 3]],
    ]);
  });

  test("with b64=1 in revision 4, which knows no such thing, as its bytes", async () => {
    const { io } = stageWith();
    const peer = await io.connect({ query: "EIO=4&transport=websocket&b64=1" });
    peer.send("40");
    peer.take();

    io.emit("file", file);

    expect(framesOf(peer)).toEqual([header, [1, 2, 3]]);
  });
});

describe("an attachment comes in", () => {
  test.each(generations)("over $name in the binary form of the revision", async (generation) => {
    const { io, heard } = receiving();
    const peer = await joined(io, generation);

    peer.send(header);
    expect(heard).toEqual([]);
    peer.send(generation.attachment);

    expect(heard).toEqual([[file]]);
  });

  test.each(generations)("empty over $name", async (generation) => {
    const { io, heard } = receiving();
    const peer = await joined(io, generation);

    peer.send(header);
    peer.send(generation.eio === 3 ? Uint8Array.of(4) : new Uint8Array());

    expect(heard).toEqual([[new Uint8Array()]]);
  });

  test("as b4 and base64 from a client with b64=1", async () => {
    const { io, heard } = receiving();
    const peer = await joinedInBase64(io);

    peer.send(header);
    peer.send("b4AQID");
    peer.send(header);
    peer.send("b4");

    expect(heard).toEqual([[file], [new Uint8Array()]]);
  });

  test("as a binary frame from a client with b64=1, which need not know it itself", async () => {
    const { io, heard } = receiving();
    const peer = await joinedInBase64(io);

    peer.send(header);
    peer.send(Uint8Array.of(4, 1, 2, 3));

    expect(heard).toEqual([[file]]);
  });

  test("starting with a byte 4 of its own in revision 4", async () => {
    const { io, heard } = receiving();
    const peer = await joined(io, generation4);

    peer.send(header);
    peer.send(Uint8Array.of(4, 1));

    expect(heard).toEqual([[Uint8Array.of(4, 1)]]);
  });

  test.each(generations)("in the order of the numbers over $name, not of the text", async (generation) => {
    const { io, heard } = receiving();
    const peer = await joined(io, generation);
    const second = generation.eio === 3 ? Uint8Array.of(4, 9) : Uint8Array.of(9);

    peer.send('452-["file",{"b":{"_placeholder":true,"num":1}},{"_placeholder":true,"num":0}]');
    peer.send(generation.attachment);
    peer.send(second);

    expect(heard).toEqual([[{ b: Uint8Array.of(9) }, file]]);
  });

  test.each(generations)("with heartbeats in between over $name", async (generation) => {
    const { io, heard } = receiving();
    const peer = await joined(io, generation);

    peer.send(header);
    peer.send(generation.eio === 3 ? "2" : "3");
    peer.send(generation.attachment);

    expect(heard).toEqual([[file]]);
    expect(peer.take()).toEqual(generation.eio === 3 ? ["3"] : []);
  });

  test.each(generations)("up to the limit of the whole packet over $name", async (generation) => {
    const limit = header.length + file.length;
    const { io, heard } = receiving({ maxHttpBufferSize: limit });
    const { io: smaller, heard: heardBySmaller } = receiving({ maxHttpBufferSize: limit - 1 });
    const peer = await joined(io, generation);
    const unlucky = await joined(smaller, generation);

    for (const one of [peer, unlucky]) {
      one.send(header);
      one.send(generation.attachment);
    }

    expect(heard).toEqual([[file]]);
    expect(heardBySmaller).toEqual([]);
    expect(unlucky.closing?.code).toBe(1009);
  });
});

describe.each(generations)("an ack with an attachment over $name", (generation) => {
  test("goes out as type 6", async () => {
    const { io } = receiving();
    const peer = await joined(io, generation);

    peer.send('427["ask"]');

    expect(framesOf(peer)).toEqual(['461-7[{"_placeholder":true,"num":0}]', [...generation.attachment]]);
  });

  test("comes in as type 6", async () => {
    const { io } = receiving();
    const peer = await joined(io, generation);
    const [socket] = io.of("/").sockets.values();
    const answers: unknown[] = [];

    socket?.emit("ask", (answer: unknown) => answers.push(answer));
    peer.send('461-0[{"_placeholder":true,"num":0}]');
    peer.send(generation.attachment);

    expect(answers).toEqual([file]);
  });
});

import * as msgpack from "socket.io-msgpack-parser";
import { describe, expect, it } from "vitest";
import type { Socket } from "../../src/socket/socket.js";
import type { SentFrame } from "./fake-transport.js";
import { heardBy, open4, Stage, settled } from "./stage.js";
import { type Toy, toyFrame, toyParser } from "./toy-parser.js";

const grant = { type: 0, nsp: "/", data: { sid: "s" } };

/** A packet in the form of the msgpack parser. */
function packed(packet: object): Uint8Array {
  const [frame] = new msgpack.Encoder().encode(packet) as unknown as [Uint8Array];
  return Uint8Array.from(frame);
}

function unpacked(frame: SentFrame): unknown {
  const packets: unknown[] = [];
  const decoder = new msgpack.Decoder();
  decoder.on("decoded", (packet: unknown) => packets.push(packet));
  decoder.add(Buffer.from(frame as Uint8Array));
  return packets[0];
}

/** A socket that is joined by way of the toy parser. */
async function joined(toy = toyParser()): Promise<{ stage: Stage; socket: Socket; toy: Toy }> {
  const stage = new Stage();
  const socket = await stage.socket({ parser: toy.parser });
  stage.transport.receive(open4, toyFrame(grant));
  stage.transport.take();
  return { stage, socket, toy };
}

describe("socket.io-msgpack-parser", () => {
  it("carries everything, one binary frame for each packet", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ parser: msgpack, auth: { token: 1 } });
    const answers: unknown[] = [];
    stage.transport.receive(open4);
    expect(stage.transport.takeRaw().map(unpacked)).toEqual([{ type: 0, nsp: "/", data: { token: 1 } }]);
    stage.transport.receive(packed(grant));
    expect(socket.id).toBe("s");

    const heard = heardBy(socket, "b");
    socket.on("ask", (answer) => answer(2));
    socket.emit("a", 1, Buffer.from([1, 2]), (answer: unknown) => answers.push(answer));
    stage.transport.receive(packed({ type: 3, nsp: "/", id: 0, data: ["fine"] }));
    stage.transport.receive(packed({ type: 2, nsp: "/", data: ["b", Buffer.from([3])] }));
    stage.transport.receive(packed({ type: 2, nsp: "/", id: 7, data: ["ask"] }));
    socket.io.socket("/other").disconnect();
    socket.disconnect();

    expect(answers).toEqual(["fine"]);
    expect(heard).toEqual([["b", Buffer.from([3])]]);
    expect(stage.transport.takeRaw().map(unpacked)).toEqual([
      { type: 2, nsp: "/", id: 0, data: ["a", 1, Buffer.from([1, 2])] },
      { type: 3, nsp: "/", id: 7, data: [2] },
      { type: 0, nsp: "/other" },
      { type: 1, nsp: "/" },
    ]);
  });

  it("sends what was kept", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ parser: msgpack });
    socket.emit("a", 1);
    stage.transport.receive(open4, packed(grant));

    expect(stage.transport.takeRaw().map(unpacked).at(-1)).toEqual({ type: 2, nsp: "/", data: ["a", 1] });
  });

  it.each([
    ["a byte that is nothing", Uint8Array.of(0xc1)],
    ["a packet that is none", packed({ type: 9, nsp: "/" })],
    ["nothing", new Uint8Array()],
  ])("that throws ends the connection: %s", async (_what, frame) => {
    const stage = new Stage();
    const socket = await stage.socket({ parser: msgpack });
    stage.transport.receive(open4, packed(grant));
    const heard = heardBy(socket, "disconnect");
    stage.transport.receive(frame);

    expect(heard).toMatchObject([["disconnect", "parse error", { code: "PAYLOAD_NOT_JSON" }]]);
    expect(stage.transport.ending).toEqual({ code: 4002, reason: "PAYLOAD_NOT_JSON" });
  });

  it("refuses a namespace", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ parser: msgpack });
    const heard = heardBy(socket, "connect_error");
    stage.transport.receive(open4, packed({ type: 4, nsp: "/", data: { message: "no", data: 1 } }));

    expect(heard).toMatchObject([["connect_error", { message: "no", data: 1 }]]);
  });
});

describe("a parser of one's own", () => {
  it("may speak in texts, which are framed like others", async () => {
    const { stage, socket } = await joined();
    const heard = heardBy(socket, "a");
    socket.emit("b", 1);
    stage.transport.receive(toyFrame({ type: 2, nsp: "/", data: ["a", 2] }));

    expect(stage.transport.take()).toEqual(['4{"type":2,"nsp":"/","data":["b",1]}']);
    expect(heard).toEqual([["a", 2]]);
  });

  it("is not given what has no value", async () => {
    const { toy, socket } = await joined();
    socket.emit("a");

    expect(toy.encoded.map((packet) => Object.keys(packet as object))).toEqual([
      ["type", "nsp"],
      ["type", "nsp", "data"],
    ]);
  });

  it("may know the types of packets with attachments, which mean the same", async () => {
    const { stage, socket } = await joined();
    const answers: unknown[] = [];
    const heard = heardBy(socket, "a");
    socket.emit("ask", (answer: unknown) => answers.push(answer));
    stage.transport.receive(
      toyFrame({ type: 5, nsp: "/", data: ["a"] }, { type: 6, nsp: "/", id: 0, data: [1] }),
    );

    expect(heard).toEqual([["a"]]);
    expect(answers).toEqual([1]);
  });

  it("has a decoder for each connection, which is destroyed with it", async () => {
    const { stage, socket, toy } = await joined();
    expect(toy.decoders).toEqual({ made: 1, destroyed: 0 });
    await stage.reconnect();
    expect(toy.decoders).toEqual({ made: 1, destroyed: 1 });
    stage.transport.receive(open4, toyFrame(grant));
    expect(toy.decoders).toEqual({ made: 2, destroyed: 1 });
    socket.disconnect();
    await settled();

    expect(toy.decoders).toEqual({ made: 2, destroyed: 2 });
  });

  it("may have a decoder that can't be destroyed", async () => {
    const { stage, socket } = await joined(toyParser({ canDestroy: false }));
    stage.transport.drop();

    expect(socket.active).toBe(true);
  });

  it("is not heard any more once the connection has ended, in the middle of a frame", async () => {
    const { stage, socket } = await joined();
    const heard: unknown[] = [];
    socket.on("a", (value) => {
      heard.push(value);
      socket.disconnect();
    });
    stage.transport.receive(
      toyFrame({ type: 2, nsp: "/", data: ["a", 1] }, { type: 2, nsp: "/", data: ["a", 2] }),
    );

    expect(heard).toEqual([1]);
  });

  it.each([
    ["no type", { nsp: "/" }],
    ["a type that there is not", { type: 7, nsp: "/", data: ["a"] }],
    ["a type that is a text", { type: "0", nsp: "/", data: ["a"] }],
    ["no namespace", { type: 2, data: ["a"] }],
    ["a namespace that is none", { type: 2, nsp: 1, data: ["a"] }],
    ["an event without data", { type: 2, nsp: "/" }],
    ["an event without a name", { type: 2, nsp: "/", data: [] }],
    ["an event with a name that is none", { type: 2, nsp: "/", data: [1] }],
    ["an event with a reserved name", { type: 2, nsp: "/", data: ["connect"] }],
    ["an answer without data", { type: 3, nsp: "/", id: 0 }],
    ["an answer that is no list", { type: 3, nsp: "/", id: 0, data: {} }],
    ["a grant that nobody asked for", { type: 0, nsp: "/other", data: { sid: "x" } }],
    ["a refusal that nobody asked for", { type: 4, nsp: "/other" }],
  ])(
    "that makes nonsense of a frame ends the connection, and no listener hears: %s",
    async (_what, packet) => {
      const { stage, socket } = await joined();
      const heard = heardBy(socket, "a", "connect", "disconnect");
      stage.transport.receive(`4${JSON.stringify(packet)}`);

      expect(heard).toMatchObject([["disconnect", "parse error", { code: expect.any(String) }]]);
      expect(stage.transport.ending).toMatchObject({ code: 4002 });
    },
  );

  it.each([['4"text"'], ["4null"], ["4{"], ["41"]])(
    "that gives what is no packet, or throws, ends it as well: %s",
    async (frame) => {
      const { stage } = await joined();
      stage.transport.receive(frame);

      expect(stage.transport.ending).toMatchObject({ code: 4002 });
    },
  );

  it("that gives a type with the name of what lists have ends the connection", async () => {
    const { stage, socket } = await joined();
    const heard = heardBy(socket, "a");
    stage.transport.receive(toyFrame({ type: "length", nsp: "/", data: ["a"] }));

    expect(heard).toEqual([]);
    expect(stage.transport.ending).toMatchObject({ code: 4002 });
  });

  it.each([
    ["an answer nobody asked for", { type: 3, nsp: "/", id: {}, data: [] }],
    ["a namespace that is not joined", { type: 2, nsp: "/other", data: ["a"] }],
  ])("may give what is dropped: %s", async (_what, packet) => {
    const { stage } = await joined();
    stage.transport.receive(toyFrame(packet));

    expect(stage.transport.ending).toBeUndefined();
  });

  it("that throws when it encodes throws to the emitter", async () => {
    const { socket } = await joined();

    expect(() => socket.emit("a", 1n)).toThrow(TypeError);
    await expect(socket.emitWithAck("a", 1n)).rejects.toThrow(TypeError);
  });
});

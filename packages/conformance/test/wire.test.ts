import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Scope } from "../src/run/scope.js";
import { acceptKey } from "../src/wire/accept-key.js";
import { Connection, type ConnectionOptions } from "../src/wire/connection.js";
import { readAnswer } from "../src/wire/http-answer.js";
import { Listener } from "../src/wire/listener.js";
import type { Message } from "../src/wire/message.js";
import { type Arrival, MessageReader } from "../src/wire/message-reader.js";
import { sendOpening, upgradeFault } from "../src/wire/opening.js";
import { Peer } from "../src/wire/peer.js";
import type { PendingRequest } from "../src/wire/pending-request.js";
import { applyMask, encodeFrame, type RawFrame } from "../src/wire/raw-frame.js";
import { readTarget } from "../src/wire/target.js";

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(" ", ""), "hex");

describe("a frame", () => {
  it.each<[string, RawFrame, string]>([
    ["a text", { opcode: 1, payload: "Hello" }, "81 05 48656c6c6f"],
    ["bytes", { opcode: 2, payload: Buffer.of(1, 2, 3) }, "82 03 010203"],
    ["a first fragment", { opcode: 1, payload: "Hel", isFinal: false }, "01 03 48656c"],
    ["reserved bits", { opcode: 1, payload: "", rsv: 5 }, "d1 00"],
    ["a reserved opcode", { opcode: 11 }, "8b 00"],
  ])("is written as RFC 6455 has it: %s", (_, frame, hex) => {
    expect(encodeFrame(frame, false)).toEqual(bytes(hex));
  });

  it.each([
    [125, "82 7d"],
    [126, "82 7e 007e"],
    [65_535, "82 7e ffff"],
    [65_536, "82 7f 0000000000010000"],
  ])("tells a length of %i in its shortest form", (length, hex) => {
    const head = bytes(hex);
    expect(encodeFrame({ opcode: 2, payload: Buffer.alloc(length) }, false).subarray(0, head.length)).toEqual(
      head,
    );
  });

  it("is masked by a client, unless told otherwise", () => {
    const frame = encodeFrame({ opcode: 1, payload: "Hello" }, true);
    expect(frame.subarray(0, 2)).toEqual(bytes("81 85"));
    expect(applyMask(frame.subarray(6), frame.subarray(2, 6)).toString()).toBe("Hello");
    expect(encodeFrame({ opcode: 1, payload: "Hello", isMasked: false }, true)).toEqual(
      bytes("81 05 48656c6c6f"),
    );
  });
});

describe("a reader of messages", () => {
  const fromServer = (...chunks: string[]): Arrival[] => {
    const reader = new MessageReader(false);
    return chunks.flatMap((chunk) => reader.push(bytes(chunk)));
  };

  it.each<[string, string[], Arrival[]]>([
    ["a text", ["81 05 48656c6c6f"], [{ kind: "text", text: "Hello" }]],
    ["a byte order mark", ["81 04 efbbbf 61"], [{ kind: "text", text: "\ufeffa" }]],
    ["bytes", ["82 03 010203"], [{ kind: "binary", bytes: bytes("010203") }]],
    [
      "two in one chunk",
      ["81 01 61 81 01 62"],
      [
        { kind: "text", text: "a" },
        { kind: "text", text: "b" },
      ],
    ],
    ["one in three chunks", ["81", "02 61", "62"], [{ kind: "text", text: "ab" }]],
    [
      "fragments with a ping in between, a character cut in two",
      ["01 01 c3", "89 01 21", "80 01 a9"],
      [
        { kind: "ping", bytes: bytes("21") },
        { kind: "text", text: "é" },
      ],
    ],
    ["a close frame", ["88 04 03ea 6e6f"], [{ kind: "close", code: 1002, reason: "no" }]],
    ["a close frame without a code", ["88 00"], [{ kind: "close", code: 1005, reason: "" }]],
  ])("reads %s", (_, chunks, arrivals) => {
    expect(fromServer(...chunks)).toEqual(arrivals);
  });

  it("takes the mask off", () => {
    const reader = new MessageReader(true);
    expect(reader.push(bytes("81 85 37fa213d 7f9f4d5158"))).toEqual([{ kind: "text", text: "Hello" }]);
  });

  it.each([
    ["a masked frame from a server", "81 85 37fa213d 7f9f4d5158"],
    ["reserved bits", "c1 01 61"],
    ["the reserved opcode 3", "83 00"],
    ["the reserved opcode 11", "8b 00"],
    ["a continuation of nothing", "80 01 61"],
    ["a new message within a fragmented one", "01 01 61 81 01 62"],
    ["a control frame that is fragmented", "09 00"],
    ["a text message that is not UTF-8", "81 01 ff"],
    ["a close frame that is no code", "88 01 03"],
  ])("finds %s", (what, hex) => {
    expect(fromServer(hex, "81 01 61")).toEqual([{ kind: "breach", what: expect.stringContaining(what) }]);
  });

  it("finds an unmasked frame from a client", () => {
    const arrivals = new MessageReader(true).push(bytes("81 01 61"));
    expect(arrivals).toEqual([{ kind: "breach", what: "an unmasked frame from a client" }]);
  });
});

describe("an HTTP answer", () => {
  const read = (text: string, hasEnded = false, method = "GET") =>
    readAnswer(Buffer.from(text), method, hasEnded);

  it("is read by its length", () => {
    const text =
      'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"code":5}';
    const headers = { "content-type": "application/json", "content-length": "10" };
    expect(read(text)?.answer).toEqual({ status: 400, headers, body: '{"code":5}' });
    expect(read(text.slice(0, -1))).toBeUndefined();
  });

  it("is read in chunks", () => {
    const text =
      "HTTP/1.1 400 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n";
    expect(read(text)?.answer.body).toBe("abc0123456789");
    expect(read(text.slice(0, -3))).toBeUndefined();
  });

  it("is read to the end of the connection if it tells no length", () => {
    expect(read("HTTP/1.1 403 x\r\n\r\nno")).toBeUndefined();
    expect(read("HTTP/1.1 403 x\r\n\r\nno", true)?.answer.body).toBe("no");
  });

  it("has no body where there can be none", () => {
    expect(read("HTTP/1.1 204 x\r\nVary: a\r\nvary: b\r\n\r\n")?.answer.headers).toEqual({ vary: "a, b" });
    expect(read("HTTP/1.1 400 x\r\nContent-Length: 3\r\n\r\n", false, "HEAD")?.answer.body).toBe("");
  });

  it("of 101 is followed by frames", () => {
    expect(read("HTTP/1.1 101 x\r\n\r\n\x81\x00")?.rest.length).toBe(3); // as UTF-8
  });
});

describe("an answer that should open a WebSocket", () => {
  const key = "dGhlIHNhbXBsZSBub25jZQ==";
  const headers = { upgrade: "WebSocket", connection: "Upgrade", "sec-websocket-accept": acceptKey(key) };

  it("is right with the accept key of RFC 6455", () => {
    expect(acceptKey(key)).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    expect(upgradeFault({ status: 101, headers, body: "" }, key)).toBeUndefined();
  });

  it.each([
    ["another status", { status: 400, headers, body: "no" }, "HTTP 400 no"],
    [
      "another key",
      { status: 101, headers: { ...headers, "sec-websocket-accept": "x" }, body: "" },
      "Accept: x instead",
    ],
    ["no upgrade", { status: 101, headers: { ...headers, upgrade: "h2c" }, body: "" }, "Upgrade: h2c"],
    [
      "an extension",
      { status: 101, headers: { ...headers, "sec-websocket-extensions": "permessage-deflate" }, body: "" },
      "an extension that was not offered",
    ],
  ])("is wrong with %s", (_, answer, fault) => {
    expect(upgradeFault(answer, key)).toContain(fault);
  });
});

describe("a URL", () => {
  it.each([
    ["ws://a:3000", "a", 3000, false, "/socket.io/", ""],
    ["http://127.0.0.1:80/", "127.0.0.1", 80, false, "/socket.io/", ""],
    ["wss://a/other/?x=1", "a", 443, true, "/other/", "x=1"],
    ["https://[::1]:8443/socket.io", "::1", 8443, true, "/socket.io", ""],
  ])("is read: %s", (url, host, port, isSecure, path, query) => {
    expect(readTarget(url)).toMatchObject({ url, host, port, isSecure, path, query });
  });

  it.each(["ftp://a", "nonsense"])("of another kind is refused: %s", (url) => {
    expect(() => readTarget(url)).toThrow(`got ${url}`);
  });
});

describe("a connection", () => {
  let scope: Scope;
  beforeEach(() => {
    scope = new Scope();
  });
  afterEach(() => scope.close());

  /** Both ends of a TCP connection: the kit's side is a peer, the other one is bare. */
  async function open(options: Partial<ConnectionOptions> = {}): Promise<{ peer: Peer; other: Socket }> {
    const [socket, other] = await socketPair(scope);
    const role = options.role ?? "client";
    const usual = { rest: Buffer.alloc(0), label: "", answersClose: true, role, ...options };
    const kit = { scope, revision: 4, isBase64: false, keepsHeartbeat: false, limitMs: 2_000 } as const;
    return { peer: new Peer({ ...usual, ...kit, socket }), other };
  }

  it("answers a ping with a pong and shows it to nobody", async () => {
    const { peer, other } = await open({ role: "server" });
    other.write(bytes("89 83 00000000 616263")); // a mask of zeros leaves everything as it is
    other.write(bytes("81 82 00000000 3430"));
    await peer.expect("40");
    expect(await read(other, 5)).toEqual(bytes("8a 03 616263"));
  });

  it("answers a close frame with its code, and as a server then ends TCP", async () => {
    const { peer, other } = await open({ role: "server" });
    other.write(bytes("88 82 00000000 03e9"));
    const ended = once(other, "end");
    expect(await peer.expectEnd()).toEqual({ code: 1001, reason: "" });
    expect(await read(other, 4)).toEqual(bytes("88 02 03e9"));
    await ended;
  });

  it("leaves a close frame unanswered on demand", async () => {
    const { peer, other } = await open({ role: "server", answersClose: false });
    other.write(bytes("88 82 00000000 03e9"));
    await peer.expectEnd({ codes: [1001] });
    peer.send("2");
    expect(await read(other, 3)).toEqual(bytes("81 01 32"));
  });

  it("takes what came together with the opening", async () => {
    const { peer } = await open({ rest: bytes("81 02 3430") });
    await peer.expect("40");
  });

  it("awaits a pong beside the messages", async () => {
    const { peer, other } = await open();
    peer.sendFrame({ opcode: 9, payload: "abc" });
    other.write(bytes("81 02 3430 8a 03 616263"));
    await peer.expectPong("abc");
    await peer.expect("40");
  });

  it("writes bytes as they are", async () => {
    const { peer, other } = await open();
    peer.write(bytes("c1 ff 00"));
    expect(await read(other, 3)).toEqual(bytes("c1 ff 00"));
  });

  it("is reset on demand", async () => {
    const { peer, other } = await open();
    const failed = once(other, "error");
    peer.drop();
    expect(await failed).toMatchObject([{ code: "ECONNRESET" }]);
    expect(await peer.next()).toEqual({ kind: "end" });
  });

  it("stops reading and reads on", async () => {
    const { peer, other } = await open();
    peer.pause();
    other.write(bytes("81 02 3430"));
    await peer.expectSilence(50);
    peer.resume();
    await peer.expect("40");
  });

  it("fails whoever waits when the other side breaks RFC 6455", async () => {
    const { peer, other } = await open();
    other.write(bytes("c1 01 61"));
    await expect(peer.expect("40")).rejects.toMatchObject({
      expected: "frames as RFC 6455 wants them",
      actual: "reserved bits that are set (4), without an extension",
    });
  });

  it("is told as a transcript", async () => {
    const { peer, other } = await open({ label: "#2 " });
    peer.send('42["a\nb"]');
    peer.send(Buffer.of(1, 255));
    peer.sendFrame({ opcode: 1, payload: "4", isFinal: false, isMasked: false, rsv: 1 });
    peer.send("x".repeat(300));
    peer.sendClose(1000, "bye");
    other.write(bytes("81 01 32 82 01 00 88 04 03e8 6f6b"));
    await peer.expect("2");
    await peer.expectEnd({ codes: [1000] });
    expect(scope.transcript.lines.map(({ source, text }) => `${source} ${text}`)).toEqual([
      'kit #2 42["a\\nb"]',
      "kit #2 <01 ff>",
      "kit #2 a text frame, not the last of its message, not masked, reserved bits 1: 4",
      `kit #2 ${"x".repeat(200)}… (300 characters)`,
      "kit #2 a close frame, code 1000: bye",
      "peer #2 2",
      "peer #2 <00>",
      "peer #2 a close frame, code 1000: ok",
    ]);
  });
});

describe("an opening", () => {
  let scope: Scope;
  beforeEach(() => {
    scope = new Scope();
  });
  afterEach(() => scope.close());

  it("works between the kit's two sides, with frames that come along", async () => {
    const listener = await Listener.open(scope, (pending: PendingRequest) => {
      pending.accept({ "X-More": "1" });
      pending.socket.write(bytes("81 02 3430"));
    });
    const headers = { Upgrade: "websocket", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };
    const plan = {
      target: readTarget(listener.url),
      method: "GET",
      requestTarget: "/a?b=c",
      headers,
      limitMs: 2_000,
    };
    const opened = await sendOpening(plan, scope);
    expect(upgradeFault(opened.answer, headers["Sec-WebSocket-Key"])).toBeUndefined();
    expect(opened.answer.headers["x-more"]).toBe("1");
    const messages: Message[] = [];
    const options = { role: "client", transcript: scope.transcript, answersClose: true } as const;
    const received = new Promise<void>((resolve) => {
      new Connection({ ...opened, ...options }).start({
        receive: (message) => resolve(void messages.push(message)),
        receivePong: () => {},
        breached: () => {},
      });
    });
    await received;
    expect(messages).toEqual([{ kind: "text", text: "40" }]);
  });

  it("fails when the connection ends before an answer", async () => {
    const listener = await Listener.open(scope, ({ socket }) => socket.end("HTTP/1.1 4"));
    const plan = {
      target: readTarget(listener.url),
      method: "GET",
      requestTarget: "/",
      headers: {},
      limitMs: 2_000,
    };
    await expect(sendOpening(plan, scope)).rejects.toMatchObject({
      actual: "the end of the connection before one was complete",
    });
  });

  it("fails when no answer comes", async () => {
    const listener = await Listener.open(scope, () => {});
    const plan = {
      target: readTarget(listener.url),
      method: "PUT",
      requestTarget: "/x",
      headers: {},
      limitMs: 50,
    };
    await expect(sendOpening(plan, scope)).rejects.toMatchObject({
      expected: "an answer to PUT /x",
      actual: "nothing within 50 ms",
    });
  });
});

async function socketPair(scope: Scope): Promise<[Socket, Socket]> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [other] = (await once(server, "connection")) as [Socket];
  scope.defer(() => void socket.destroy());
  scope.defer(() => void other.destroy());
  scope.defer(() => void server.close());
  return [socket, other];
}

async function read(socket: Socket, length: number): Promise<Buffer> {
  let all = Buffer.alloc(0);
  while (all.length < length) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    all = Buffer.concat([all, chunk]);
  }
  return all;
}

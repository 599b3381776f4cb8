import { describe, expect, it } from "vitest";
import type { Session } from "../../src/core/session/session.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, faultLog, revision4, revisions } from "./guest.js";

const heartbeats = { "EIO=3": ["2", "ping"], "EIO=4": ["3", "pong"] } as const;

describe.each(revisions)("socket.conn, $name", (revision) => {
  it("names itself and its transport", async () => {
    const { socket } = await arrive(new MemoryServer(), revision);
    const { conn, client } = socket;

    expect(conn.transport.name).toBe("websocket");
    expect(conn.protocol).toBe(Number(revision.name.slice(-1)));
    expect(conn.readyState).toBe("open");
    expect(conn.remoteAddress).toBe("127.0.0.1");
    expect(typeof client.id).toBe("string");
    expect(client.conn).toBe(conn);
    expect(conn.id).toMatch(/^[\w-]{20}$/);
  });

  it("tells of the packets that come", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const heard: unknown[] = [];
    for (const event of ["packet", "message", "data", "heartbeat"]) {
      socket.conn.on(event, (...args) => heard.push([event, ...args]));
    }
    const [frame, type] = heartbeats[revision.name as keyof typeof heartbeats];

    peer.send('42["say"]');
    peer.send(frame);

    expect(heard).toEqual([
      ["packet", { type: "message", data: '2["say"]' }],
      ["message", '2["say"]'],
      ["data", '2["say"]'],
      ["packet", { type, data: "" }],
      ["heartbeat"],
    ]);
  });

  it("tells of the packets that are sent, broadcasts included", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io, revision);
    const heard: unknown[] = [];
    socket.conn.on("packetCreate", (packet) => heard.push(packet));

    socket.emit("one");
    io.emit("two", Uint8Array.of(7));

    expect(heard).toEqual([
      { type: "message", data: '2["one"]' },
      { type: "message", data: '51-["two",{"_placeholder":true,"num":0}]' },
      { type: "message", data: Uint8Array.of(7) },
    ]);
  });

  it("tells that it has closed, after the sockets", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const heard: unknown[] = [];
    socket.on("disconnect", () => heard.push("disconnect"));
    socket.conn.once("close", (...args) => heard.push(args));

    peer.close(1000, "bye");

    expect(heard).toEqual(["disconnect", ["transport close", { code: 1000, reason: "bye" }]]);
    expect(socket.conn.readyState).toBe("closed");
  });

  it("lets a listener of packets close it, and hears no more", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    const heard: unknown[] = [];
    socket.onAny((...event) => heard.push(event));
    socket.conn.on("packet", () => socket.conn.close());
    io.clock.advance(25_000);

    peer.send(heartbeats[revision.name as keyof typeof heartbeats][0]);
    peer.send('42["say"]');

    expect(heard).toEqual([]);
    expect(io.clock.pending).toBe(0);
  });

  it("goes on when a listener of it fails", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }), revision);
    const heard: unknown[] = [];
    socket.on("say", (word) => heard.push(word));
    socket.conn.on("packet", () => {
      throw new Error("oops");
    });

    peer.send('42["say","hi"]');

    expect(heard).toEqual(["hi"]);
    expect(faults).toMatchObject([{ error: new Error("oops"), hook: "listener", event: "packet" }]);
  });
});

describe("socket.conn", () => {
  it("takes listeners for an upgrade that never comes, and lets them go", async () => {
    const { socket } = await arrive(new MemoryServer());
    const listener = (): void => undefined;

    socket.conn.on("upgrade", listener);
    expect(socket.conn.listenerCount("upgrade")).toBe(1);
    socket.conn.removeListener("upgrade", listener);

    expect(socket.conn.listenerCount("upgrade")).toBe(0);
  });

  it("tells that its buffer has drained", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: string[] = [];
    socket.conn.on("drain", () => heard.push("drain"));
    peer.pause();
    socket.emit("say");

    peer.resume();

    expect(heard).toEqual(["drain"]);
  });
});

describe("io.engine", () => {
  it("counts the connections", async () => {
    const io = new MemoryServer();
    const { peer } = await arrive(io);
    await io.connect();
    expect(io.engine.clientsCount).toBe(2);

    peer.drop();

    expect(io.engine.clientsCount).toBe(1);
  });

  it.each(revisions)("tells of a connection before its first packet, $name", async ({ query }) => {
    const io = new MemoryServer();
    const heard: unknown[] = [];
    io.engine.on("connection", (conn: Session) => conn.on("packetCreate", ({ type }) => heard.push(type)));

    await io.connect({ query });

    expect(heard[0]).toBe("open");
  });

  it.each(revisions.flatMap(({ name, query }) => [false, true].map((discard) => ({ name, query, discard }))))(
    "lets a connection listener close it, discard $discard, $name",
    async ({ query, discard }) => {
      const io = new MemoryServer();
      const heard: string[] = [];
      io.engine.on("connection", (conn: Session) => conn.close(discard));
      io.on("connection", () => heard.push("connection"));

      const peer = await io.connect({ query });
      peer.send("40");

      expect(peer.closing).toBeDefined();
      expect(heard).toEqual([]);
      expect(io.engine.clientsCount).toBe(0);
      expect(io.clock.pending).toBe(0);
    },
  );

  it.each(revisions)("lets a listener close it at its open packet, $name", async ({ query }) => {
    const io = new MemoryServer();
    io.engine.on("connection", (conn: Session) => conn.on("packetCreate", () => conn.close()));

    const peer = await io.connect({ query });

    expect(peer.closing).toBeDefined();
    expect(io.sockets.sockets.size).toBe(0);
    expect(io.clock.pending).toBe(0);
  });

  it("makes ids as the application likes, at once or later", async () => {
    const io = new MemoryServer();
    io.engine.generateId = () => "first";
    const first = await io.connect();
    io.engine.generateId = async () => "second";
    const second = await io.connect();

    expect([...io.engine.clients.keys()]).toEqual(["first", "second"]);
    expect(first.take()[0]).toContain('"sid":"first"');
    expect(second.take()[0]).toContain('"sid":"second"');
  });

  it("tells why a request was refused", async () => {
    const io = new MemoryServer({ onNotice: () => undefined });
    const heard: unknown[] = [];
    io.engine.on("connection_error", ({ req, code, message }) => heard.push([req.method, code, message]));

    await io.connect({ query: "EIO=5&transport=websocket" });
    await io.connect({ query: `${revision4.query}&sid=1` });

    expect(heard).toEqual([
      ["GET", 5, expect.stringContaining("protocol version")],
      ["GET", 1, expect.stringContaining("Session ID")],
    ]);
  });

  it.each([
    [
      "twice",
      (_request: unknown, answer: (error: null, isAllowed: boolean) => void) => {
        answer(null, true);
        answer(null, false);
      },
    ],
    [
      "and throws",
      (_request: unknown, answer: (error: null, isAllowed: boolean) => void) => {
        answer(null, true);
        throw new Error("oops");
      },
    ],
  ])("takes the first answer when allowRequest answers %s", async (_how, allowRequest) => {
    const io = new MemoryServer({ allowRequest, onError: () => undefined });
    const verdicts: unknown[] = [];
    const request = { method: "GET", url: `/socket.io/?${revision4.query}`, headers: {} };

    io.engine.decide(
      request as never,
      (_request, proceed) => proceed(),
      (verdict) => verdicts.push(verdict),
    );

    expect(verdicts).toEqual([expect.objectContaining({ query: expect.anything() })]);
  });
});

import { describe, expect, it } from "vitest";
import type { ServerOptions } from "../../src/core/options.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, connect, revision4, revisions } from "./guest.js";

const numbers = [
  "connectTimeout",
  "pingInterval",
  "pingTimeout",
  "maxHttpBufferSize",
  "maxAttachments",
  "attachmentsTimeout",
  "maxNamespaces",
  "maxDynamicNamespaces",
] as const;
const limits = [
  "connectTimeout",
  "maxHttpBufferSize",
  "attachmentsTimeout",
  "maxNamespaces",
  "maxDynamicNamespaces",
] as const;
const strict = ["pingInterval", "pingTimeout", "maxAttachments"] as const;

describe.each(numbers)("the option %s", (name) => {
  it.each([-1, Number.NaN, Number.NEGATIVE_INFINITY])("throws for %s, by its name", (value) => {
    expect(() => new MemoryServer({ [name]: value })).toThrow(RangeError);
    expect(() => new MemoryServer({ [name]: value })).toThrow(name);
  });

  it.each(["10", null, {}, true])("throws for %j, by its name", (value) => {
    const options = { [name]: value } as ServerOptions;

    expect(() => new MemoryServer(options)).toThrow(TypeError);
    expect(() => new MemoryServer(options)).toThrow(name);
  });

  it("has its default where it is undefined", () => {
    expect(new MemoryServer({ [name]: undefined }).opts[name]).toBe(new MemoryServer().opts[name]);
  });
});

describe("an option that makes no sense", () => {
  it.each(strict)("is 0 or Infinity for %s, which is no limit", (name) => {
    expect(() => new MemoryServer({ [name]: 0 })).toThrow(name);
    expect(() => new MemoryServer({ [name]: Number.POSITIVE_INFINITY })).toThrow(name);
  });

  it("is more than 99 attachments, which the wire can't tell", () => {
    expect(() => new MemoryServer({ maxAttachments: 100 })).toThrow("maxAttachments");
  });

  it("is a path that is no string", () => {
    expect(() => new MemoryServer({ path: 1 as unknown as string })).toThrow("path");
  });

  it("is a list of transports without websocket", () => {
    expect(() => new MemoryServer({ transports: ["polling"] })).toThrow("transports");
    expect(new MemoryServer({ transports: ["polling", "websocket"] }).opts.path).toBe("/socket.io");
  });

  it("leaves the options in force alone when it is set later", () => {
    const io = new MemoryServer();

    expect(() => io.connectTimeout(-1)).toThrow("connectTimeout");

    expect(io.connectTimeout()).toBe(10_000);
  });
});

describe("a limit", () => {
  it.each(limits)("named %s is turned off by 0 and by Infinity", (name) => {
    expect(new MemoryServer({ [name]: 0 }).opts[name]).toBe(Number.POSITIVE_INFINITY);
    expect(new MemoryServer({ [name]: Number.POSITIVE_INFINITY }).opts[name]).toBe(Number.POSITIVE_INFINITY);
  });

  it("on messages that is turned off lets any size pass, and is not announced", async () => {
    const io = new MemoryServer({ maxHttpBufferSize: 0 });
    const peer = await io.connect();
    expect(peer.take()[0]).not.toContain("maxPayload");

    peer.send("40");
    peer.send(`42["say","${"x".repeat(2_000_000)}"]`);

    expect(peer.closing).toBeUndefined();
  });

  it("on the time for attachments that is turned off waits for ever", async () => {
    const io = new MemoryServer({ attachmentsTimeout: 0, pingInterval: 1_000_000_000 });
    const { peer } = await arrive(io);

    peer.send('451-["say",{"_placeholder":true,"num":0}]');
    io.clock.advance(999_999_999);

    expect(peer.closing).toBeUndefined();
  });
});

describe.each(revisions)("connectTimeout, $name", (revision) => {
  const refuseRoot = (io: MemoryServer): unknown => io.use((_socket, next) => next(new Error("no")));

  it("closes a connection that has no namespace after 10 s", async () => {
    const io = new MemoryServer();
    refuseRoot(io);
    const peer = await connect(io, revision);

    io.clock.advance(9_999);
    expect(peer.closing).toBeUndefined();
    io.clock.advance(1);

    expect(peer.closing).toEqual({ code: 1008, reason: expect.stringContaining("no namespace") });
    expect(io.engine.clientsCount).toBe(0);
    expect(io.clock.pending).toBe(0);
  });

  it("closes a connection while a middleware never answers", async () => {
    const io = new MemoryServer();
    io.use(() => undefined);
    const peer = await connect(io, revision);
    if (!revision.joinsRoot) {
      peer.send("40");
    }

    io.clock.advance(10_000);

    expect(peer.closing?.code).toBe(1008);
    expect(io.clock.pending).toBe(0);
  });

  it("does not touch one that has joined, nor one that has left again", async () => {
    const io = new MemoryServer();
    const { peer } = await arrive(io, revision);
    peer.send("41");

    io.clock.advance(20_000);

    expect(peer.closing).toBeUndefined();
  });

  it("waits for ever when it is turned off", async () => {
    const io = new MemoryServer({ connectTimeout: 0, pingInterval: 1_000_000_000 });
    refuseRoot(io);
    const peer = await connect(io, revision);

    io.clock.advance(999_999_999);

    expect(peer.closing).toBeUndefined();
  });
});

describe("an option that is set by its method", () => {
  it("is answered by it, and counts for the connections that follow", async () => {
    const io = new MemoryServer();

    expect(io.connectTimeout(5)).toBe(io);
    expect(io.path("/ws/")).toBe(io);
    const peer = await connect(io, revision4);
    io.clock.advance(5);

    expect(io.connectTimeout()).toBe(5);
    expect(io.path()).toBe("/ws");
    expect(io._opts).toBe(io.opts);
    expect(peer.closing?.code).toBe(1008);
  });

  it("keeps the other options", () => {
    const io = new MemoryServer({ maxNamespaces: 0, pingTimeout: 7 });

    io.connectTimeout(5);

    expect(io.opts).toMatchObject({ maxNamespaces: Number.POSITIVE_INFINITY, pingTimeout: 7 });
  });
});

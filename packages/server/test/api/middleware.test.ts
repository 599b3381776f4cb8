import { describe, expect, it } from "vitest";
import type { NamespaceMiddleware } from "../../src/api.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, ask, connect, faultLog, revision4, revisions, settle } from "./guest.js";

const namespaces = ["/", "/admin"];
const cases = revisions.flatMap((revision) =>
  namespaces.map((namespace) => ({ revision, namespace, title: `${revision.name} on ${namespace}` })),
);
const named = (namespace: string): string => (namespace === "/" ? "" : `${namespace},`);

describe.each(cases)("middleware, $title", ({ revision, namespace }) => {
  it("runs in order before the connection event, once for each socket", async () => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.of(namespace)
      .use((_socket, next) => {
        heard.push("first");
        next();
      })
      .use(async (_socket, next) => {
        heard.push("second");
        next();
      })
      .on("connection", () => heard.push("connection"));

    await arrive(io, revision, namespace);

    expect(heard).toEqual(["first", "second", "connection"]);
  });

  it("refuses with the error's message", async () => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.of(namespace)
      .use((_socket, next) => next(new Error("not you")))
      .use(() => heard.push("second"))
      .on("connection", () => heard.push("connection"));
    const peer = await io.connect({ query: revision.query });

    ask(peer, revision, namespace);

    const refusal = `44${named(namespace)}${revision.refusal({ message: "not you" })}`;
    expect(peer.take()).toContain(refusal);
    expect(heard).toEqual([]);
    expect(io.of(namespace).sockets.size).toBe(0);
    expect(peer.closing).toBeUndefined();
  });

  it("refuses with the error's data", async () => {
    const io = new MemoryServer();
    const error = Object.assign(new Error("not you"), { data: { retryInSeconds: 30 } });
    io.of(namespace).use((_socket, next) => next(error));
    const peer = await io.connect({ query: revision.query });

    ask(peer, revision, namespace);

    expect(peer.take()).toContain(`44${named(namespace)}${revision.refusal(error)}`);
  });

  it.each<[string, NamespaceMiddleware]>([
    [
      "throws",
      () => {
        throw new Error("secret detail");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("secret detail"))],
  ])("that %s refuses with a neutral error, and the hook hears of it once", async (_how, middleware) => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ onError });
    io.of(namespace).use(middleware);
    const peer = await io.connect({ query: revision.query });

    ask(peer, revision, namespace);
    await settle();

    const refusal = revision.refusal({ message: "internal server error" });
    expect(peer.take().filter((frame) => String(frame).startsWith("44"))).toEqual([
      `44${named(namespace)}${refusal}`,
    ]);
    expect(faults).toEqual([
      { error: new Error("secret detail"), hook: "middleware", source: io.of(namespace) },
    ]);
  });
});

describe("next", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["false", false],
  ])("lets the socket pass with %s", async (_what, value) => {
    const io = new MemoryServer();
    io.use((_socket, next) => next(value as undefined));

    const { socket } = await arrive(io);

    expect(socket.connected).toBe(true);
  });

  it.each([
    ["pass, then refuse", [undefined, new Error("no")], true],
    ["refuse, then pass", [new Error("no"), undefined], false],
  ] as const)("counts once: %s", async (_order, errors, isIn) => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.use((_socket, next) => {
      for (const error of errors) {
        next(error);
      }
    });
    io.on("connection", () => heard.push("connection"));
    const peer = await connect(io, revision4);

    peer.send("40");

    expect(heard).toEqual(isIn ? ["connection"] : []);
    expect(peer.take()).toEqual(isIn ? [expect.stringMatching(/^40/)] : ['44{"message":"no"}']);
  });

  it("counts once when the middleware throws after it", async () => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ onError });
    io.use((_socket, next) => {
      next();
      throw new Error("oops");
    });

    const { socket } = await arrive(io);

    expect(socket.connected).toBe(true);
    expect(faults).toMatchObject([{ error: new Error("oops"), hook: "middleware" }]);
  });

  it.each(revisions)("with data that can't travel refuses with the message, $name", async (revision) => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ onError });
    io.of(/^\/room-/).use((_socket, next) => next(Object.assign(new Error("no"), { data: 1n })));
    const peer = await connect(io, revision);
    peer.take();

    peer.send("40/room-1,");

    expect(peer.take()).toEqual([`44/room-1,${revision.refusal({ message: "no" })}`]);
    expect(faults).toMatchObject([{ hook: "middleware", error: { name: "EncodeError" } }]);
    expect(io._nsps.has("/room-1")).toBe(false);
  });
});

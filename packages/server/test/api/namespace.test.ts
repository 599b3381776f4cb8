import { describe, expect, it } from "vitest";
import type { Socket } from "../../src/core/socket/socket.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, connect, connectFrame, faultLog, revision4, revisions, settle } from "./guest.js";

describe.each(revisions)("a namespace, $name", (revision) => {
  it("lets a client in that asks for its name", async () => {
    const io = new MemoryServer();
    io.of("/admin");

    const { socket } = await arrive(io, revision, "/admin");

    expect(socket.nsp).toBe(io.of("/admin"));
    expect(io.of("/admin").sockets.get(socket.id)).toBe(socket);
  });

  it("that does not exist is refused", async () => {
    const io = new MemoryServer();
    const peer = await connect(io, revision);
    peer.take();

    peer.send("40/nobody,");

    expect(peer.take().at(-1)).toBe(`44/nobody,${revision.refusal({ message: "Invalid namespace" })}`);
    expect(peer.closing).toBeUndefined();
  });

  it("over the limit of a connection is refused, the others stay", async () => {
    const io = new MemoryServer({ maxNamespaces: 3 });
    const names = ["/a", "/b", "/c"];
    for (const name of [...names, "/d"]) {
      io.of(name);
    }
    const peer = await connect(io, revision);
    peer.take();

    for (const name of [...names, "/d"]) {
      peer.send(connectFrame(name));
    }

    const refusal = revision.refusal({ message: "Too many namespaces" });
    const refused = peer.take().filter((frame) => String(frame).startsWith("44"));
    const own = revision.joinsRoot ? ["/c", "/d"] : ["/d"];
    expect(refused).toEqual(own.map((name) => `44${name},${refusal}`));
    expect(io.of("/a").sockets.size).toBe(1);
  });
});

describe("the number of namespaces on a connection", () => {
  it("is 64 by default, those that are being decided on included", async () => {
    const io = new MemoryServer();
    io.of(/^\/n\d+$/).use(() => undefined);
    const peer = await connect(io, revision4);

    for (let index = 0; index <= 64; index += 1) {
      peer.send(`40/n${index},`);
    }

    expect(peer.take()).toEqual(['44/n64,{"message":"Too many namespaces"}']);
  });

  it("has room again when the client has left one", async () => {
    const io = new MemoryServer({ maxNamespaces: 1 });
    io.of("/a");
    io.of("/b");
    const { peer } = await arrive(io, revision4, "/a");

    peer.send("41/a,");
    peer.send("40/b,");

    expect(peer.take()[0]).toMatch(/^40\/b,\{"sid"/);
  });

  it("has no limit when that is turned off", async () => {
    const io = new MemoryServer({ maxNamespaces: 0 });
    io.of(/^\/n\d+$/);
    const peer = await connect(io, revision4);

    for (let index = 0; index < 100; index += 1) {
      peer.send(`40/n${index},`);
    }

    expect(peer.take().filter((frame) => String(frame).startsWith("40/"))).toHaveLength(100);
  });
});

describe("of", () => {
  it("answers the same namespace for the same name, with or without the slash", () => {
    const io = new MemoryServer();

    expect(io.of("admin")).toBe(io.of("/admin"));
    expect(io.of("")).toBe(io.sockets);
    expect(io.of("/")).toBe(io.sockets);
  });

  it("takes a connection listener", async () => {
    const io = new MemoryServer();
    const ids: string[] = [];
    io.of("/admin", (socket) => ids.push(socket.id));

    const { socket } = await arrive(io, revision4, "/admin");

    expect(ids).toEqual([socket.id]);
  });

  it("answers the same parent for the same pattern", () => {
    const io = new MemoryServer();
    const pattern = /^\/dynamic-/;

    expect(io.of(pattern)).toBe(io.of(pattern));
    expect(io.of(/^\/dynamic-/)).not.toBe(io.of(pattern));
  });

  it("tells new_namespace of every namespace but the default one and the parents", () => {
    const io = new MemoryServer();
    const made: string[] = [];
    io.on("new_namespace", (namespace) => made.push(namespace.name));

    io.of("/a");
    io.of("/a");
    io.of(/^\/dynamic-/);
    io.of("/dynamic-1");

    expect(made).toEqual(["/a", "/dynamic-1"]);
    expect([...io._nsps.keys()]).toEqual(["/", "/a", "/dynamic-1"]);
  });

  it("goes on when a listener of new_namespace fails", () => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ onError });
    const made: string[] = [];
    io.on("new_namespace", () => {
      throw new Error("oops");
    });
    io.on("new_namespace", (namespace) => made.push(namespace.name));

    io.of("/a");

    expect(made).toEqual(["/a"]);
    expect(faults).toMatchObject([{ hook: "listener", event: "new_namespace" }]);
  });
});

describe("a connection with several namespaces", () => {
  it.each(revisions)("keeps their events apart, $name", async (revision) => {
    const io = new MemoryServer();
    const heard: string[] = [];
    for (const name of ["/a", "/b"]) {
      io.of(name).on("connection", (socket: Socket) =>
        socket.on("say", (word) => heard.push(`${name} ${word} ${socket.id === socket.client.id}`)),
      );
    }
    const { peer } = await arrive(io, revision, "/a");
    peer.send("40/b,");

    peer.send('42/b,["say","hi"]');
    peer.send('42/a,["say","ho"]');
    await settle();

    expect(heard).toEqual(["/b hi false", "/a ho false"]);
  });

  it.each(revisions)("has a socket id in each, $name", async (revision) => {
    const io = new MemoryServer();
    io.of("/a");
    const { peer, socket } = await arrive(io, revision);
    peer.send("40/a,");
    const other = [...io.of("/a").sockets.values()][0];

    expect(other?.id).not.toBe(socket.id);
    expect(other?.conn).toBe(socket.conn);
    expect(other?.client).toBe(socket.client);
    expect(other?.id).toBe(revision.joinsRoot ? `/a#${socket.conn.id}` : other?.id);
    expect(socket.id === socket.conn.id).toBe(revision.joinsRoot);
  });
});

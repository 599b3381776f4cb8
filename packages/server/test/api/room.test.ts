import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revision3, revision4, revisions } from "./guest.js";

describe.each(revisions)("a room, $name", (revision) => {
  it("is joined by one name or several, and left", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);

    socket.join("news");
    socket.join(["weather", "traffic", "news"]);
    socket.leave("weather");
    socket.leave("unknown");

    expect([...socket.rooms]).toEqual([socket.id, "news", "traffic"]);
    for (const room of ["news", "weather", "traffic", socket.id]) {
      io.to(room).emit("in", room);
    }
    expect(peer.take()).toEqual(['42["in","news"]', '42["in","traffic"]', `42["in","${socket.id}"]`]);
  });

  it("of the socket's own can be left", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);

    socket.leave(socket.id);
    io.to(socket.id).emit("in");
    io.emit("all");

    expect(peer.take()).toEqual(['42["all"]']);
  });

  it("exists while it has members", async () => {
    const io = new MemoryServer();
    const [one, two] = [await arrive(io, revision), await arrive(io, revision)];
    const { rooms } = io.sockets.adapter;
    one.socket.join("news");
    two.socket.join("news");
    expect(rooms.get("news")).toEqual(new Set([one.socket.id, two.socket.id]));

    one.socket.leave("news");
    expect(rooms.has("news")).toBe(true);
    two.peer.drop();

    expect(rooms.has("news")).toBe(false);
  });

  it("belongs to its namespace", async () => {
    const io = new MemoryServer();
    io.of("/admin");
    const one = await arrive(io, revision);
    const two = await arrive(io, revision, "/admin");
    one.socket.join("news");
    two.socket.join("news");

    io.of("/admin").to("news").emit("flash");

    expect(one.peer.take()).toEqual([]);
    expect(two.peer.take()).toEqual(['42/admin,["flash"]']);
  });
});

describe("the adapter", () => {
  it("tells of rooms and members as they come and go", async () => {
    const io = new MemoryServer();
    const [{ socket: one }, { peer, socket: two }] = [
      await arrive(io, revision4),
      await arrive(io, revision3),
    ];
    const heard: unknown[] = [];
    for (const event of ["create-room", "join-room", "leave-room", "delete-room"] as const) {
      io.sockets.adapter.on(event, (...args: unknown[]) => heard.push([event, ...args]));
    }

    one.join("news");
    one.join("news");
    two.join(["news", "vip"]);
    one.leave("news");
    peer.drop();

    expect(heard).toEqual([
      ["create-room", "news"],
      ["join-room", "news", one.id],
      ["join-room", "news", two.id],
      ["create-room", "vip"],
      ["join-room", "vip", two.id],
      ["leave-room", "news", one.id],
      ["leave-room", two.id, two.id],
      ["delete-room", two.id],
      ["leave-room", "news", two.id],
      ["delete-room", "news"],
      ["leave-room", "vip", two.id],
      ["delete-room", "vip"],
    ]);
  });

  it("tells of a socket's own room as it comes in", async () => {
    const io = new MemoryServer();
    const heard: unknown[] = [];
    io.sockets.adapter.on("create-room", (room) => heard.push(["create-room", room]));
    io.sockets.adapter.on("join-room", (...args) => heard.push(["join-room", ...args]));

    const { socket } = await arrive(io);

    expect(heard).toEqual([
      ["create-room", socket.id],
      ["join-room", socket.id, socket.id],
    ]);
  });

  it("has no other server to emit to", () => {
    const io = new MemoryServer();

    expect(() => io.serverSideEmit("ping")).toThrow("no other server");
    expect(() => io.of("/admin").serverSideEmit("ping", () => undefined)).toThrow("no other server");
  });

  it.each(["connect", "connection", "new_namespace"])("is not asked to tell others %s", (name) => {
    const io = new MemoryServer();

    expect(() => io.serverSideEmit(name)).toThrow(`"${name}" is a reserved event name`);
  });

  it("that has no other server rejects serverSideEmitWithAck", async () => {
    await expect(new MemoryServer().serverSideEmitWithAck("ping")).rejects.toThrow("no other server");
  });
});

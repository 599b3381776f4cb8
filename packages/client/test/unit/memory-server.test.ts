import { describe, expect, it } from "vitest";
import { MemoryLink } from "./memory-link.js";
import { heardBy } from "./stage.js";

describe.each([
  ["finding out", "auto"],
  ["of revision 4", 4],
  ["of revision 3", 3],
] as const)("a client, %s, and a server in one process", (_name, protocol) => {
  it("meet, and tell each other events, bytes and answers", async () => {
    const link = new MemoryLink();
    const { io, stage } = link;
    const heard: unknown[] = [];
    io.on("connection", (socket) => {
      socket.emit("welcome", socket.id);
      socket.on("bytes", (bytes) => heard.push(bytes));
      socket.on("ask", (question, answer) => answer(`${question}!`, Uint8Array.of(9)));
    });
    const socket = stage.manager({ protocol }).socket("/");
    const welcomes = heardBy(socket, "welcome");
    socket.emit("bytes", Uint8Array.of(1, 2));
    const answer = socket.emitWithAck("ask", "why");
    await link.flow();

    expect(welcomes).toEqual([["welcome", socket.id]]);
    expect(heard).toEqual([Uint8Array.of(1, 2)]);
    expect(await answer).toBe("why!");
  });

  it("join namespaces, and are refused by them", async () => {
    const link = new MemoryLink();
    const { io, stage } = link;
    io.of("/admin").use((socket, next) =>
      next(socket.handshake.auth["token"] === "abc" ? undefined : new Error("unauthorized")),
    );
    const manager = stage.manager({ protocol });
    const admin = manager.socket("/admin", { auth: { token: "no" } });
    const heard = heardBy(admin, "connect", "connect_error");
    manager.socket("/");
    await link.flow();
    expect(heard).toMatchObject([["connect_error", { message: "unauthorized" }]]);

    admin.auth = { token: "abc" };
    admin.connect();
    await link.flow();

    expect(heard.at(-1)).toEqual(["connect"]);
    expect(io.of("/admin").sockets.has(admin.id ?? "")).toBe(true);
  });

  it("keep their connection up by heartbeats", async () => {
    const link = new MemoryLink();
    const { io, stage } = link;
    const socket = stage.manager({ protocol }).socket("/");
    const heard = heardBy(socket, "disconnect");
    await link.flow();
    await link.pass(200_000);

    expect(heard).toEqual([]);
    expect(io.engine.clientsCount).toBe(1);
  });

  it("part in either direction", async () => {
    const link = new MemoryLink();
    const { io, stage } = link;
    const reasons: string[] = [];
    io.on("connection", (socket) => {
      socket.on("disconnect", (reason) => reasons.push(reason));
      socket.on("kick", () => socket.disconnect());
    });
    const socket = stage.manager({ protocol }).socket("/");
    const heard = heardBy(socket, "disconnect");
    await link.flow();
    socket.emit("kick");
    await link.flow();
    expect(heard).toEqual([["disconnect", "io server disconnect", undefined]]);
    socket.connect();
    await link.flow();
    expect(socket.connected).toBe(true);
    socket.disconnect();
    await link.flow();

    expect(reasons).toEqual(["server namespace disconnect", "client namespace disconnect"]);
    expect(io.engine.clientsCount).toBe(0);
    expect(io.clock.pending).toBe(0);
  });

  it("find each other again when the connection is lost", async () => {
    const link = new MemoryLink();
    const { io, stage } = link;
    const said: unknown[] = [];
    io.on("connection", (socket) => socket.on("say", (word) => said.push(word)));
    const socket = stage.manager({ protocol }).socket("/");
    await link.flow();
    const first = socket.id;
    link.peer.drop();
    await link.flow();
    expect(socket.connected).toBe(false);
    socket.emit("say", "in between");
    await link.pass(5_000);

    expect(socket.connected).toBe(true);
    expect(socket.id).not.toBe(first);
    expect(said).toEqual(["in between"]);
  });

  it("ask and answer in rooms", async () => {
    const link = new MemoryLink();
    const { io, stage } = link;
    io.on("connection", (socket) => socket.join("room"));
    const sockets = [1, 2].map(() => stage.manager({ protocol }).socket("/"));
    for (const [index, socket] of sockets.entries()) {
      socket.on("count", (answer) => answer(index));
    }
    await link.flow();
    const answers = io.timeout(1_000).to("room").emitWithAck("count");
    await link.flow();

    expect((await answers).sort()).toEqual([0, 1]);
  });
});

describe("a server that closes", () => {
  it("is a connection that was closed, with the reason, and tried again", async () => {
    const link = new MemoryLink();
    const { io, stage } = link;
    const socket = stage.manager().socket("/");
    const heard = heardBy(socket, "disconnect");
    await link.flow();
    await io.close();
    await link.flow();

    expect(heard).toEqual([
      ["disconnect", "transport close", { description: "server shutting down", code: 1001 }],
    ]);
    expect(socket.active).toBe(true);
  });
});

import { describe, expect, test } from "vitest";
import { generations, joined, stageWith } from "./stage.js";

describe.each(generations)("over $name", (generation) => {
  test("2 carries an event, both ways", async () => {
    const { io } = stageWith();
    const heard: unknown[] = [];
    io.of("/", (socket) => socket.on("chat", (...args) => heard.push(args)));
    const peer = await joined(io, generation);

    peer.send('42["chat","hello",{"a":[1,null]}]');
    io.emit("chat", "hello", { a: [1, null] });

    expect(heard).toEqual([["hello", { a: [1, null] }]]);
    expect(peer.take()).toEqual(['42["chat","hello",{"a":[1,null]}]']);
  });

  test("2 names the namespace it is for, unless that is the default one", async () => {
    const { io } = stageWith();
    const heard: unknown[] = [];
    io.of("/admin", (socket) => socket.on("chat", (...args) => heard.push(args)));
    const peer = await joined(io, generation);
    peer.send("40/admin,");
    peer.take();

    peer.send('42/admin,["chat","hello"]');
    io.of("/admin").emit("chat", "hello");

    expect(heard).toEqual([["hello"]]);
    expect(peer.take()).toEqual(['42/admin,["chat","hello"]']);
  });

  test.each([
    ['420["ask"]', '430["ok"]'],
    ['4212["ask"]', '4312["ok"]'],
    ['42999999999999999["ask"]', '43999999999999999["ok"]'],
    ['42/admin,7["ask"]', '43/admin,7["ok"]'],
  ])("3 answers %s with %s", async (question, answer) => {
    const { io } = stageWith();
    for (const name of ["/", "/admin"]) {
      io.of(name, (socket) => socket.on("ask", (reply) => reply("ok")));
    }
    const peer = await joined(io, generation);
    peer.send("40/admin,");
    peer.take();

    peer.send(question);

    expect(peer.take()).toEqual([answer]);
  });

  test("3 brings the answers to the server's questions, whatever their order", async () => {
    const { io } = stageWith();
    const answers: unknown[] = [];
    const peer = await joined(io, generation);
    const [socket] = io.of("/").sockets.values();

    socket?.emit("ask", 1, (...answer: unknown[]) => answers.push(["first", ...answer]));
    socket?.emit("ask", 2, (...answer: unknown[]) => answers.push(["second", ...answer]));
    expect(peer.take()).toEqual(['420["ask",1]', '421["ask",2]']);
    peer.send('431["b",2]');
    peer.send("430[]");

    expect(answers).toEqual([["second", "b", 2], ["first"]]);
  });

  test("1 on the default namespace leaves it, and the connection stays", async () => {
    const { io } = stageWith();
    const ends: unknown[] = [];
    io.of("/", (socket) => socket.on("disconnect", (reason) => ends.push(reason)));
    const peer = await joined(io, generation);

    peer.send("41");

    expect(ends).toEqual(["client namespace disconnect"]);
    expect(peer.closing).toBeUndefined();
    expect(peer.take()).toEqual([]);
  });

  test("1 comes from a server that disconnects a socket", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation);

    io.disconnectSockets();

    expect(peer.take()).toEqual(["41"]);
    expect(peer.closing).toBeUndefined();
  });

  test("1 comes before the close frame of a server that ends the connection", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation);

    io.disconnectSockets(true);

    expect(peer.take()).toEqual(["41"]);
    expect(peer.closing).toEqual({ code: 1008, reason: "forced server close" });
  });
});

import { describe, expect, test } from "vitest";
import { generation3, generation4, generations, joined, stageWith } from "./stage.js";

describe("the default namespace", () => {
  test("is joined without asking in revision 3, right after the open packet", async () => {
    const { io } = stageWith();
    const sockets: string[] = [];
    io.of("/", (socket) => sockets.push(socket.id));

    const peer = await io.connect({ query: generation3.query });
    const [open, ...rest] = peer.take();

    expect(rest).toEqual(["40"]);
    expect(sockets).toEqual([JSON.parse(String(open).slice(1)).sid]);
  });

  test("is not joined in revision 4 before the client asks", async () => {
    const { io } = stageWith();

    const peer = await io.connect({ query: generation4.query });

    expect(peer.take()).toEqual([expect.stringMatching(/^0\{/)]);
    expect(io.of("/").sockets.size).toBe(0);
  });

  test.each([
    ["40", {}],
    ["40{}", {}],
    ['40{"token":"abc"}', { token: "abc" }],
    ['40/,{"token":"abc"}', { token: "abc" }],
  ])("is joined in revision 4 by %s", async (frame, auth) => {
    const { io } = stageWith();
    const auths: unknown[] = [];
    io.of("/", (socket) => auths.push(socket.handshake.auth));
    const peer = await io.connect({ query: generation4.query });
    peer.take();

    peer.send(frame);

    const [socketId] = io.of("/").sockets.keys();
    expect(peer.take()).toEqual([`40{"sid":"${socketId}"}`]);
    expect(auths).toEqual([auth]);
  });

  test("sends what the application emits on connection behind the grant", async () => {
    const { io } = stageWith();
    io.of("/", (socket) => socket.emit("hello"));

    const early = await io.connect({ query: generation3.query });
    const late = await io.connect({ query: generation4.query });
    late.send("40");

    expect(early.take().slice(1)).toEqual(["40", '42["hello"]']);
    expect(late.take().slice(1)).toEqual([expect.stringMatching(/^40\{/), '42["hello"]']);
  });
});

describe("another namespace", () => {
  test.each([
    ["40/admin", {}],
    ["40/admin,", {}],
    ["40/admin?token=abc", { token: "abc" }],
    ["40/admin?token=abc,", { token: "abc" }],
    ["40/admin?a=1&b=two%20words&a=3,", { a: ["1", "3"], b: "two words" }],
    ["40/admin?a=b?c=d,", { a: "b?c=d" }],
    ["40/admin?__proto__=x,", JSON.parse('{"__proto__":"x"}')],
  ])("is joined in revision 3 by %s, and the query is the auth", async (frame, auth) => {
    const { io } = stageWith();
    const auths: unknown[] = [];
    io.of("/admin").on("connection", (socket) => auths.push({ ...socket.handshake.auth }));
    const peer = await joined(io, generation3);

    peer.send(frame);

    expect(peer.take()).toEqual(["40/admin,"]);
    expect(auths).toEqual([auth]);
  });

  test.each([
    ["40/admin", {}],
    ["40/admin,", {}],
    ['40/admin,{"token":"abc"}', { token: "abc" }],
  ])("is joined in revision 4 by %s, without the default one", async (frame, auth) => {
    const { io } = stageWith();
    const auths: unknown[] = [];
    io.of("/admin").on("connection", (socket) => auths.push(socket.handshake.auth));
    const peer = await io.connect({ query: generation4.query });
    peer.take();

    peer.send(frame);

    const [socketId] = io.of("/admin").sockets.keys();
    expect(peer.take()).toEqual([`40/admin,{"sid":"${socketId}"}`]);
    expect(auths).toEqual([auth]);
    expect(io.of("/").sockets.size).toBe(0);
  });

  test("keeps a question mark in its name in revision 4", async () => {
    const { io } = stageWith();
    io.of("/admin");
    io.of("/admin?a=1");
    const peer = await joined(io, generation4);

    peer.send("40/admin?a=1,");

    expect(peer.take()).toEqual([expect.stringMatching(/^40\/admin\?a=1,\{"sid":"[\w-]{20}"\}$/)]);
    expect(io.of("/admin").sockets.size).toBe(0);
  });

  test.each(["//h/admin", "/x/../admin", "/a%20b", "/Admin"])(
    "%s is taken as it is written, not as a URL",
    async (name) => {
      const { io } = stageWith();
      io.of("/admin");
      io.of(name);
      const peer = await joined(io, generation3);

      peer.send(`40${name},`);

      expect(peer.take()).toEqual([`40${name},`]);
      expect(io.of(name).sockets.size).toBe(1);
      expect(io.of("/admin").sockets.size).toBe(0);
    },
  );

  test.each(generations)("is left by 41/admin, over $name, and may be joined again", async (generation) => {
    const { io } = stageWith();
    const ends: unknown[] = [];
    io.of("/admin", (socket) => socket.on("disconnect", (reason) => ends.push(reason)));
    const peer = await joined(io, generation);

    peer.send("40/admin,");
    peer.send("41/admin,");
    expect(io.of("/admin").sockets.size).toBe(0);
    peer.send("40/admin,");

    expect(ends).toEqual(["client namespace disconnect"]);
    expect(io.of("/admin").sockets.size).toBe(1);
    expect(peer.closing).toBeUndefined();
  });

  test.each(generations)("is taken away with 41/admin, over $name", async (generation) => {
    const { io } = stageWith();
    io.of("/admin");
    const peer = await joined(io, generation);
    peer.send("40/admin,");
    peer.take();

    io.of("/admin").disconnectSockets();
    peer.send('42/admin,["sent before the news came"]');

    expect(peer.take()).toEqual(["41/admin,"]);
    expect(peer.closing).toBeUndefined();
  });
});

describe("the socket's id", () => {
  test("is the sid on / and /name#sid elsewhere in revision 3", async () => {
    const { io } = stageWith();
    io.engine.generateId = () => "sid-1";
    io.of("/admin");
    const peer = await joined(io, generation3);

    peer.send("40/admin,");

    expect([...io.of("/").sockets.keys()]).toEqual(["sid-1"]);
    expect([...io.of("/admin").sockets.keys()]).toEqual(["/admin#sid-1"]);
  });

  test("is fresh in each namespace in revision 4, and never the sid", async () => {
    const { io } = stageWith();
    io.engine.generateId = () => "sid-1";
    io.of("/admin");
    const peer = await joined(io, generation4);

    peer.send("40/admin,");

    const ids = [...io.of("/").sockets.keys(), ...io.of("/admin").sockets.keys()];
    expect(ids).toEqual([expect.stringMatching(/^[\w-]{20}$/), expect.stringMatching(/^[\w-]{20}$/)]);
    expect(new Set(ids).size).toBe(2);
  });
});

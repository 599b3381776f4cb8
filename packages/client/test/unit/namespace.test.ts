import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage, settled } from "./stage.js";

describe("a namespace", () => {
  it("is asked for when the connection is open, and joined when it is granted", async () => {
    const stage = new Stage();
    const socket = await stage.socket({}, "/admin");
    const heard = heardBy(socket, "connect");
    expect(stage.transport.take()).toEqual([]);
    stage.transport.receive(open4);
    expect(stage.transport.take()).toEqual(["40/admin,"]);
    expect(socket.connected).toBe(false);

    stage.transport.receive('40/admin,{"sid":"a"}');

    expect(heard).toEqual([["connect"]]);
    expect(socket).toMatchObject({ connected: true, id: "a", recovered: false, nsp: "/admin" });
  });

  it("is asked for over the connection there is", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const other = io.socket("/other");
    expect(stage.transport.take()).toEqual(["40/other,"]);
    stage.transport.receive('40/other,{"sid":"b"}');

    expect(other.id).toBe("b");
    await settled();
    expect(stage.transports).toHaveLength(1);
  });

  it("is asked for again over every connection, each by its socket, in order", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    io.socket("/a");
    io.socket("/b").disconnect();
    stage.transport.take();
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(["40", "40/a,"]);
  });

  it("is asked for once, however often connect is called", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open4);
    socket.connect().open().connect();

    expect(stage.transport.take()).toEqual(["40"]);
    stage.transport.receive('40{"sid":"a"}');
    socket.connect();
    expect(stage.transport.take()).toEqual([]);
  });

  it("takes no packets for another", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const other = io.socket("/other");
    stage.transport.receive('40/other,{"sid":"b"}');
    const heard = [heardBy(io.socket("/"), "a"), heardBy(other, "a")];
    stage.transport.receive('42/other,["a",1]', '42["a",2]');

    expect(heard).toEqual([[["a", 2]], [["a", 1]]]);
  });
});

describe("a grant", () => {
  it.each([["40"], ["40{}"], ['40{"sid":""}'], ['40{"sid":1}'], ['40{"id":"a"}']])(
    "without an id is a violation: %s",
    async (frame) => {
      const stage = new Stage();
      const socket = await stage.socket();
      const heard = heardBy(socket, "connect_error");
      stage.transport.receive(open4, frame);

      expect(stage.transport.ending).toEqual({ code: 4002, reason: "GRANT_INVALID" });
      expect(heard).toMatchObject([["connect_error", { code: "GRANT_INVALID" }]]);
      expect(socket.connected).toBe(false);
    },
  );

  it("that nobody asked for is a violation", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.transport.receive('40/other,{"sid":"b"}');

    expect(stage.transport.ending).toEqual({ code: 4002, reason: "ANSWER_UNEXPECTED" });
  });

  it("that comes twice is a violation", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.transport.receive('40{"sid":"b"}');

    expect(stage.transport.ending).toEqual({ code: 4002, reason: "ANSWER_UNEXPECTED" });
  });
});

describe("a refusal", () => {
  it.each([
    ['44/admin,{"message":"no","data":{"retry":30}}', "no", { retry: 30 }],
    ['44/admin,{"message":"no"}', "no", undefined],
    ['44/admin,{"data":1}', "the server refused the namespace", 1],
    ["44/admin,null", "the server refused the namespace", undefined],
    ['44/admin,"no"', "the server refused the namespace", undefined],
  ])("%s is told, and the socket stays away", async (frame, message, data) => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    const heard = heardBy(admin, "connect_error", "disconnect");
    stage.transport.take();
    stage.transport.receive(frame);

    expect(heard).toEqual([["connect_error", expect.objectContaining({ message, data })]]);
    expect(admin).toMatchObject({ active: false, connected: false });
    await stage.reconnect();
    stage.transport.receive(open4);
    expect(stage.transport.take()).toEqual(["40"]);
  });

  it("ends the connection when no other socket is there", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open4, '44{"message":"no"}');

    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
    expect(stage.clock.pending).toBe(0);
    expect(socket.active).toBe(false);
  });

  it("can be followed by another question over the same connection", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin", { auth: { token: 1 } });
    admin.once("connect_error", () => {
      admin.auth = { token: 2 };
      admin.connect();
    });
    stage.transport.receive('44/admin,{"message":"no"}');

    expect(stage.transport.take()).toEqual(['40/admin,{"token":1}', '40/admin,{"token":2}']);
    stage.transport.receive('40/admin,{"sid":"b"}');
    expect(admin.id).toBe("b");
  });

  it("that nobody asked for is a violation, in the namespace that is joined as well", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.transport.receive('44{"message":"no"}');

    expect(stage.transport.ending).toEqual({ code: 4002, reason: "ANSWER_UNEXPECTED" });
  });
});

describe("a socket that the server takes out", () => {
  it("is told so, and stays away until connect", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.io.socket("/other");
    const heard = heardBy(socket, "disconnect", "connect");
    stage.transport.take();
    stage.transport.receive("41");

    expect(heard).toEqual([["disconnect", "io server disconnect", undefined]]);
    expect(socket).toMatchObject({ active: false, connected: false, id: undefined });
    expect(stage.transport.ending).toBeUndefined();
    socket.connect();
    expect(stage.transport.take()).toEqual(["40"]);
    stage.transport.receive('40{"sid":"b"}');
    expect(socket.id).toBe("b");
  });

  it("is the last one, and so the connection ends", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.receive("41");

    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
    expect(stage.clock.pending).toBe(0);
    socket.connect();
    await settled();
    expect(stage.transports).toHaveLength(2);
  });

  it("before it was let in has an error of connecting", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    const heard = heardBy(admin, "connect_error", "disconnect");
    stage.transport.receive("41/admin,");

    expect(heard).toMatchObject([["connect_error", { message: "the server disconnected the socket" }]]);
    expect(admin.active).toBe(false);
  });
});

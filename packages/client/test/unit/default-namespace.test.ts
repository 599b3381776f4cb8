import { describe, expect, it } from "vitest";
import type { ManagerCore } from "../../src/manager/manager.js";
import type { Options } from "./stage.js";
import { heardBy, open3, Stage, settled } from "./stage.js";

/** A manager whose server, of revision 3, has opened the connection. */
async function opened3(options: Options = {}): Promise<{ stage: Stage; manager: ManagerCore }> {
  const stage = new Stage();
  const manager = stage.manager({ protocol: 3, ...options });
  await settled();
  stage.transport.receive(open3);
  return { stage, manager };
}

describe("the default namespace of a server of revision 3", () => {
  it("is joined without asking, when the socket was there before the grant", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    expect(socket.connected).toBe(false);
    stage.transport.receive("40");

    expect(socket).toMatchObject({ connected: true, id: "session" });
    expect(stage.transport.take()).toEqual([]);
  });

  it("is joined without asking, in a turn of its own, when the grant was there before the socket", async () => {
    const { stage, manager } = await opened3();
    stage.transport.receive("40");
    const socket = manager.socket("/");
    const heard = heardBy(socket, "connect");
    expect(heard).toEqual([]);
    await settled();

    expect(heard).toEqual([["connect"]]);
    expect(socket.id).toBe("session");
    expect(stage.transport.take()).toEqual([]);
  });

  it("is joined once, however often the server says so", async () => {
    const { stage, manager } = await opened3();
    const heard = heardBy(manager.socket("/"), "connect");
    stage.transport.receive("40", "40", "40/,");

    expect(heard).toHaveLength(1);
    expect(stage.transport.ending).toBeUndefined();
  });

  it("is left like any other, and asked for then", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    manager.socket("/other");
    stage.transport.receive("40");
    stage.transport.take();
    socket.disconnect();
    expect(stage.transport.take()).toEqual(["41"]);
    socket.connect();
    expect(stage.transport.take()).toEqual(["40"]);
    await settled();
    expect(socket.connected).toBe(false);
    stage.transport.receive("40");

    expect(socket.connected).toBe(true);
  });

  it.each([
    ["half a second later, should the server say nothing", (stage: Stage): void => stage.clock.advance(500)],
    ["as soon as an event for it comes", (stage: Stage): void => stage.transport.receive('42["a"]')],
  ])("is taken for joined again %s", async (_when, happen) => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    manager.socket("/other");
    stage.transport.receive("40");
    socket.disconnect().connect();
    stage.clock.advance(499);
    expect(socket.connected).toBe(false);
    const heard = heardBy(socket, "a");
    happen(stage);

    expect(socket).toMatchObject({ connected: true, id: "session" });
    expect(heard).toHaveLength(stage.clock.now() === 499 ? 1 : 0);
    stage.transport.receive("40");
    expect(stage.transport.ending).toBeUndefined();
  });

  it("leaves no timer when it is asked for and the connection ends", async () => {
    const { stage, manager } = await opened3({ reconnection: false });
    const socket = manager.socket("/");
    manager.socket("/other");
    stage.transport.receive("40");
    socket.disconnect().connect();
    stage.transport.drop();

    expect(stage.clock.pending).toBe(0);
  });

  it("leaves no timer when it is asked for twice in that half second either", async () => {
    const { stage, manager } = await opened3({ reconnection: false });
    const socket = manager.socket("/");
    manager.socket("/other");
    stage.transport.receive("40");
    socket.disconnect().connect();
    stage.transport.receive("40");
    socket.disconnect().connect();
    stage.transport.drop();

    expect(stage.clock.pending).toBe(0);
  });

  it("is asked for again by who has left it again in that half second", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    manager.socket("/other");
    stage.transport.receive("40");
    socket.disconnect().connect();
    stage.transport.receive("40");
    socket.disconnect();
    stage.transport.take();
    stage.clock.advance(500);
    socket.connect();

    expect(stage.transport.take()).toEqual(["40"]);
  });

  it("is joined by the first event that comes, should the grant never have", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    const heard = heardBy(socket, "connect", "a");
    stage.transport.receive('42["a",1]');

    expect(heard).toEqual([["connect"], ["a", 1]]);
  });

  it("is told nothing of auth, which is not asked for", async () => {
    let asked = 0;
    const { stage, manager } = await opened3();
    const socket = manager.socket("/", {
      auth: () => {
        asked += 1;
      },
    });
    stage.transport.receive("40");

    expect(socket.connected).toBe(true);
    expect(asked).toBe(0);
  });

  it("that refuses has all others told, for some servers let nobody in elsewhere then", async () => {
    const { stage, manager } = await opened3();
    const other = manager.socket("/other");
    const heard = heardBy(other, "connect_error");
    stage.transport.receive('44"no"');

    expect(heard).toMatchObject([["connect_error", { message: "no" }]]);
    expect(other.active).toBe(true);
  });

  it("is asked for again after the server took the client out", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    manager.socket("/other");
    stage.transport.receive("40", "41");
    stage.transport.take();
    expect(socket.active).toBe(false);
    socket.connect();

    expect(stage.transport.take()).toEqual(["40"]);
  });

  it("is not told of, and given back, when the socket has gone before the grant", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    manager.socket("/other");
    const heard = heardBy(socket, "connect");
    stage.transport.take();
    socket.disconnect();
    stage.transport.receive("40");

    expect(heard).toEqual([]);
    expect(stage.transport.take()).toEqual(["41"]);
  });

  it("is joined when the socket has gone and come back before the grant", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    manager.socket("/other");
    stage.transport.take();
    socket.disconnect().connect();
    stage.transport.receive("40");

    expect(socket.connected).toBe(true);
    expect(stage.transport.take()).toEqual([]);
  });

  it("is refused, and asked for when the socket tries again", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    manager.socket("/other");
    const heard = heardBy(socket, "connect_error");
    stage.transport.take();
    stage.transport.receive('44{"retry":30}');
    expect(heard).toMatchObject([
      ["connect_error", { message: "the server refused the namespace", data: { retry: 30 } }],
    ]);
    socket.connect();

    expect(stage.transport.take()).toEqual(["40"]);
  });

  it("takes nobody's word when there is no socket for it", async () => {
    const { stage, manager } = await opened3();
    manager.socket("/other");
    stage.transport.receive("40", '42["a"]', '44"error"', "41");

    expect(stage.transport.ending).toBeUndefined();
  });

  it("tells of errors by the event error", async () => {
    const { stage, manager } = await opened3();
    const socket = manager.socket("/");
    const heard = heardBy(socket, "error", "connect_error");
    stage.transport.receive("40", '44"rate"', '44{"a":1}');

    expect(heard).toEqual([
      ["error", "rate"],
      ["error", { a: 1 }],
    ]);
    expect(socket.connected).toBe(true);
  });

  it("is asked for when the server took the client out before there was a socket", async () => {
    const { stage, manager } = await opened3();
    manager.socket("/other");
    stage.transport.receive("40", "41");
    stage.transport.take();
    manager.socket("/");

    expect(stage.transport.take()).toEqual(["40"]);
  });

  it("is asked for when the server refused it before there was a socket", async () => {
    const { stage, manager } = await opened3();
    manager.socket("/other");
    stage.transport.receive('44"no"');
    stage.transport.take();
    manager.socket("/");

    expect(stage.transport.take()).toEqual(["40"]);
  });
});

describe("another namespace of a server of revision 3", () => {
  it("is asked for with query and auth behind its name, and has an id made of the session's", async () => {
    const { stage, manager } = await opened3({ query: { q: "ü &" } });
    const admin = manager.socket("/admin", { auth: { token: "a=b", n: 1 } });
    expect(stage.transport.take()).toEqual(["40/admin?q=%C3%BC+%26&token=a%3Db&n=1,"]);
    stage.transport.receive("40/admin,");

    expect(admin.id).toBe("/admin#session");
  });

  it.each([
    ['44/admin,"no"', "no", undefined],
    ['44/admin,{"message":"no","a":1}', "no", { message: "no", a: 1 }],
    ["44/admin,[1]", "the server refused the namespace", [1]],
  ])("is refused by %s", async (frame, message, data) => {
    const { stage, manager } = await opened3();
    const heard = heardBy(manager.socket("/admin"), "connect_error");
    stage.transport.receive(frame);

    expect(heard).toEqual([["connect_error", expect.objectContaining({ message, data })]]);
  });

  it("is left, and its grant given back when the question was withdrawn", async () => {
    const { stage, manager } = await opened3();
    manager.socket("/");
    const admin = manager.socket("/admin");
    admin.disconnect();
    stage.transport.receive("40/admin,");

    expect(stage.transport.take()).toEqual(["40/admin,", "41/admin,"]);
  });
});

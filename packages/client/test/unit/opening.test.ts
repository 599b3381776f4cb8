import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage, settled } from "./stage.js";

describe("manager.open", () => {
  it("calls back when the connection is open, before that is told", async () => {
    const stage = new Stage();
    const manager = stage.manager({ autoConnect: false });
    const heard = heardBy(manager, "open");

    expect(manager.open((...args) => heard.push(["callback", ...args]))).toBe(manager);
    expect(manager._readyState).toBe("opening");
    await settled();
    stage.transport.receive(open4);

    expect(heard).toEqual([["open"], ["callback"]]);
  });

  it.each(["open", "connect"] as const)(
    "as %s calls back with an error, and does not try again",
    async (name) => {
      const stage = new Stage();
      const manager = stage.manager({ autoConnect: false });
      const heard = heardBy(manager, "error", "reconnect_attempt");
      manager[name]((...args) => heard.push(["callback", ...args]));
      await settled();
      await stage.reconnect();

      const error = expect.objectContaining({ message: "websocket connection closed", code: 1006 });
      expect(heard).toEqual([
        ["error", error],
        ["callback", error],
      ]);
      expect(stage.transports).toHaveLength(1);
      expect(stage.clock.pending).toBe(0);
      expect(manager._readyState).toBe("closed");
    },
  );

  it("tries again all the same when it took the place of an attempt to reconnect", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io, "reconnect_error", "reconnect_attempt");
    stage.transport.drop();
    socket.io.open((error) => heard.push(["callback", error?.name]));
    await settled();
    await stage.reconnect();

    expect(heard.map(([event]) => event)).toEqual(["reconnect_error", "callback", "reconnect_attempt"]);
    expect(stage.transports).toHaveLength(3);
  });

  it("tries again without a callback", async () => {
    const stage = new Stage();
    stage.manager({ autoConnect: false }).open();
    await settled();
    await stage.reconnect();

    expect(stage.transports).toHaveLength(2);
  });

  it("does nothing while there is a connection, or one is being opened", async () => {
    const stage = new Stage();
    const manager = stage.manager();
    let called = 0;
    manager.open(() => (called += 1));
    await settled();
    stage.transport.receive(open4);
    manager.open(() => (called += 1));
    await settled();

    expect(stage.transports).toHaveLength(1);
    expect(called).toBe(0);
  });

  it("calls back once only", async () => {
    const stage = new Stage();
    const manager = stage.manager({ autoConnect: false });
    let called = 0;
    manager.open(() => (called += 1));
    await settled();
    stage.transport.receive(open4);
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(called).toBe(1);
  });

  it("asks for no namespace, and is not closed by that", async () => {
    const stage = new Stage();
    const manager = stage.manager();
    await settled();
    stage.transport.receive(open4);
    stage.clock.advance(1_000);

    expect(stage.transport.take()).toEqual([]);
    expect(stage.transport.ending).toBeUndefined();
    manager.socket("/late");
    expect(stage.transport.take()).toEqual(["40/late,"]);
  });

  it("during the wait for an attempt takes the place of that attempt", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io, "reconnect_attempt", "reconnect");
    stage.transport.drop();
    socket.io.open();
    await settled();
    stage.grant();
    await stage.retry();

    expect(heard).toEqual([["reconnect", 1]]);
  });

  it("during the wait for an attempt leaves no timer when it fails and all is given up", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.drop();
    socket.io.open();
    await settled();
    stage.transport.drop();
    socket.disconnect();

    expect(stage.clock.pending).toBe(0);
  });
});

describe("manager.open out of a listener that hears of the end", () => {
  it("takes the place of the wait for the next attempt", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io, "reconnect_attempt");
    socket.once("disconnect", () => socket.io.open());
    stage.transport.drop();
    await settled();
    expect(stage.transports).toHaveLength(2);
    stage.grant();
    await stage.retry();

    expect(stage.transports).toHaveLength(2);
    expect(heard).toEqual([]);
    expect(socket.io._reconnecting).toBe(false);
  });
});

describe("manager.open out of a listener that hears of a failure", () => {
  it("hears of its own attempt, and not of the one before", async () => {
    const stage = new Stage();
    const manager = stage.manager({ autoConnect: false });
    const heard: unknown[][] = [];
    manager.once("error", () => manager.open((...args) => heard.push(args)));
    manager.open();
    await settled();
    stage.transport.drop();
    await settled();
    expect(heard).toEqual([]);
    stage.transport.receive(open4);

    expect(heard).toEqual([[]]);
  });

  it("leaves the callback of the one before be called", async () => {
    const stage = new Stage();
    const manager = stage.manager({ autoConnect: false });
    const heard: unknown[] = [];
    manager.once("error", () => manager.open());
    manager.open((error) => heard.push(error?.message));
    await settled();
    stage.transport.drop();

    expect(heard).toEqual(["websocket connection closed"]);
  });
});

describe("manager._close", () => {
  it("ends the connection for all sockets, and gives up restoring it", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = [heardBy(socket, "disconnect"), heardBy(socket.io, "close")];
    socket.io._close();

    expect(heard).toEqual([
      [["disconnect", "forced close", undefined]],
      [["close", "forced close", undefined]],
    ]);
    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
    expect(stage.clock.pending).toBe(0);
    expect(stage.network.listenedTo).toEqual([]);
    await stage.retry();
    expect(stage.transports).toHaveLength(1);
  });

  it("ends the wait for the next attempt", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.drop();
    socket.io._close();

    expect(stage.clock.pending).toBe(0);
    expect(socket.io._reconnecting).toBe(false);
  });

  it("can be followed by connect", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.io._close();
    socket.connect();
    await settled();
    stage.grant();

    expect(socket.id).toBe("id-2");
    await stage.reconnect();
    expect(stage.transports).toHaveLength(3);
  });

  it("while it is being opened ends that without an error", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = [heardBy(socket, "connect_error"), heardBy(socket.io, "error", "close")];
    socket.io._close();

    expect(heard).toEqual([[], []]);
    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
    expect(stage.clock.pending).toBe(0);
  });
});

describe("a manager", () => {
  it("connects by itself, without a socket", async () => {
    const stage = new Stage();
    stage.manager();
    await settled();

    expect(stage.transports).toHaveLength(1);
  });

  it("does not with autoConnect off, nor do its sockets", async () => {
    const stage = new Stage();
    const socket = stage.manager({ autoConnect: false }).socket("/");
    await settled();

    expect(stage.transports).toHaveLength(0);
    expect(socket.active).toBe(false);
    expect(socket.io._readyState).toBe("closed");
  });

  it("has one socket for each namespace, and connects it again when it is asked for", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const { io } = socket;

    expect(io.socket("/")).toBe(socket);
    expect(io.socket("/other")).not.toBe(socket);
    expect(Object.keys(io.nsps)).toEqual(["/", "/other"]);
    socket.disconnect();
    expect(io.socket("/").active).toBe(true);
  });

  it("knows no namespace by the name of what objects inherit", () => {
    const manager = new Stage().manager();

    expect(manager.socket("constructor").nsp).toBe("constructor");
    expect(manager.socket("__proto__").nsp).toBe("__proto__");
  });
});

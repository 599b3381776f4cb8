import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage, settled } from "./stage.js";

const managerEvents = [
  "open",
  "close",
  "error",
  "reconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
];

describe("a connection that is lost", () => {
  it("is made again, and told in order by socket and manager", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket.io, ...managerEvents);
    for (const event of ["connect", "disconnect", "connect_error"]) {
      socket.on(event, () => heard.push([`socket ${event}`]));
    }
    stage.grant();
    stage.transport.drop();
    await stage.retry();
    stage.transport.drop();
    await stage.retry();
    stage.grant();

    expect(heard.map(([event, first]) => (typeof first === "number" ? `${event} ${first}` : event))).toEqual([
      "open",
      "socket connect",
      "socket disconnect",
      "close",
      "reconnect_attempt 1",
      "socket connect_error",
      "error",
      "reconnect_error",
      "reconnect_attempt 2",
      "open",
      "reconnect 2",
      "socket connect",
    ]);
  });

  it("leaves the socket active but not connected, without an id", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    expect(socket).toMatchObject({ connected: true, disconnected: false, active: true, id: "id-1" });
    stage.transport.drop();

    expect(socket).toMatchObject({ connected: false, disconnected: true, active: true, id: undefined });
    expect(socket.io._reconnecting).toBe(true);
    await stage.retry();
    expect(socket.io._readyState).toBe("opening");
    stage.grant();
    expect(socket).toMatchObject({ connected: true, active: true, id: "id-2" });
    expect(socket.io._reconnecting).toBe(false);
  });

  it("before the namespace was joined is an error of connecting", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "connect_error", "disconnect");
    stage.transport.receive(open4);
    stage.transport.closeByServer(4_000, "not you");

    expect(heard).toMatchObject([
      ["connect_error", { message: "not you", type: "TransportError", code: 4_000 }],
    ]);
    expect(socket.active).toBe(true);
  });

  it("is not made again with reconnection off", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ reconnection: false });
    await stage.reconnect();

    expect(stage.transports).toHaveLength(1);
    expect(stage.clock.pending).toBe(0);
    socket.connect();
    await settled();
    expect(stage.transports).toHaveLength(2);
  });

  it("is not waited for any more once reconnection is switched off", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.drop();
    socket.io.reconnection(false);

    expect(stage.clock.pending).toBe(0);
    expect(socket.io._reconnecting).toBe(false);
    stage.network.tell("online");
    await stage.retry();
    expect(stage.transports).toHaveLength(1);
    socket.connect();
    await settled();
    expect(stage.transports).toHaveLength(2);
  });

  it("is waited for by sockets that come in the meantime", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.drop();
    socket.connect();
    const other = socket.io.socket("/other");
    await settled();
    expect(stage.transports).toHaveLength(1);
    await stage.retry();
    stage.grant();
    stage.transport.receive('40/other,{"sid":"b"}');

    expect(stage.transports).toHaveLength(2);
    expect(other.connected).toBe(true);
  });

  it("can be made at once by hand after the socket was disconnected", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.drop();
    socket.disconnect();
    socket.connect();
    await settled();

    expect(stage.transports).toHaveLength(2);
  });
});

describe("attempts that are limited", () => {
  it("end with reconnect_failed, and start anew when the socket is connected by hand", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ reconnectionAttempts: 2 });
    const heard = heardBy(socket.io, ...managerEvents);
    for (const _ of [1, 2, 3]) {
      stage.transport.drop();
      await stage.retry();
    }

    expect(heard.map(([event]) => event)).toEqual([
      "error",
      "reconnect_attempt",
      "error",
      "reconnect_error",
      "reconnect_attempt",
      "error",
      "reconnect_error",
      "reconnect_failed",
    ]);
    expect(stage.transports).toHaveLength(3);
    expect(stage.clock.pending).toBe(0);
    expect(stage.network.listenedTo).toEqual([]);
    expect(socket.io._reconnecting).toBe(false);

    socket.connect();
    await settled();
    stage.transport.drop();
    await stage.retry();
    expect(stage.transports).toHaveLength(5);
    expect(heard.at(-1)).toEqual(["reconnect_attempt", 1]);
  });

  it("are none when the limit is 0", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ reconnectionAttempts: 0 });
    const heard = heardBy(socket.io, "reconnect_failed");
    await stage.reconnect();

    expect(stage.transports).toHaveLength(1);
    expect(heard).toHaveLength(1);
  });

  it("are counted from the last connection there was", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ reconnectionAttempts: 2 });
    const heard = heardBy(socket.io, "reconnect_failed", "reconnect");
    for (const _ of [1, 2, 3]) {
      await stage.reconnect();
      await stage.reconnect();
      stage.grant();
    }

    expect(heard).toEqual([
      ["reconnect", 2],
      ["reconnect", 2],
      ["reconnect", 2],
    ]);
  });

  it("are counted anew after the socket was disconnected by hand", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ reconnectionAttempts: 2 });
    const heard = heardBy(socket.io, "reconnect_attempt", "reconnect_failed");
    await stage.reconnect();
    socket.disconnect();
    await settled();
    socket.connect();
    await settled();
    await stage.reconnect();

    expect(heard).toEqual([
      ["reconnect_attempt", 1],
      ["reconnect_attempt", 1],
    ]);
  });
});

describe("an attempt that takes too long", () => {
  it("is given up after the timeout, and another one made", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "connect_error");
    stage.clock.advance(19_999);
    expect(heard).toEqual([]);
    stage.clock.advance(1);

    expect(heard).toMatchObject([
      ["connect_error", { message: "timeout", type: "TransportError", code: "TIMEOUT" }],
    ]);
    expect(stage.transport.ending).toBe("terminated");
    await stage.retry();
    expect(stage.transports).toHaveLength(2);
  });

  it("has the open packet be waited for", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ timeout: 100 });
    const heard = heardBy(socket, "connect_error");
    stage.clock.advance(99);
    stage.transport.receive(open4);
    stage.clock.advance(10_000);

    expect(heard).toEqual([]);
    expect(stage.transport.ending).toBeUndefined();
  });

  it("goes on where there is no timeout", async () => {
    const stage = new Stage();
    await stage.socket({ timeout: false });
    expect(stage.clock.pending).toBe(0);
    stage.clock.advance(10_000_000);

    expect(stage.transport.ending).toBeUndefined();
  });

  it("follows a change of the timeout from the next attempt on", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.io.timeout(50);
    stage.transport.drop();
    stage.clock.advance(1_000);
    await settled();
    stage.clock.advance(50);

    expect(stage.transports.map(({ ending }) => ending)).toEqual([undefined, "terminated"]);
  });
});

import { describe, expect, it } from "vitest";
import type { Socket } from "../../src/socket/socket.js";
import { heardBy, open4, Stage, settled } from "./stage.js";

type Send = (data: object) => void;

/** A socket whose auth function has been asked, and the functions that it was given to answer with. */
async function asked(): Promise<{ stage: Stage; socket: Socket; sends: Send[] }> {
  const stage = new Stage();
  const sends: Send[] = [];
  const socket = await stage.socket({ auth: (send) => void sends.push(send) });
  stage.transport.receive(open4);
  return { stage, socket, sends };
}

describe("auth that is an object", () => {
  it.each([
    ["/", '40{"token":"abc","n":[1]}'],
    ["/admin", '40/admin,{"token":"abc","n":[1]}'],
  ])("is told to %s", async (namespace, frame) => {
    const stage = new Stage();
    await stage.socket({ auth: { token: "abc", n: [1] } }, namespace);
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual([frame]);
  });

  it("is as it is when the namespace is asked for", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ auth: { token: 1 } });
    socket.auth = { token: 2 };
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(['40{"token":2}']);
  });

  it.each([
    ["a bigint", { token: 1n }],
    ["bytes", { token: Uint8Array.of(1) }],
    ["a list", [1]],
    ["a text", "abc"],
  ])("and can't travel (%s) is an error of connecting, and reported", async (_what, auth) => {
    const stage = new Stage();
    const socket = await stage.socket({ auth: auth as object });
    const heard = heardBy(socket, "connect_error");
    stage.transport.receive(open4);

    expect(heard).toMatchObject([
      ["connect_error", { message: "the option auth gave nothing that can be sent" }],
    ]);
    expect(stage.faults).toMatchObject([{ hook: "auth", source: socket }]);
    expect(stage.transport.take()).toEqual([]);
    expect(stage.transport.ending).toBeUndefined();
  });

  it("and could not travel can be replaced, and asked with over the same connection", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ auth: { token: 1n } });
    stage.transport.receive(open4);
    socket.auth = { token: 1 };
    socket.connect();

    expect(stage.transport.take()).toEqual(['40{"token":1}']);
  });

  it.each([
    ["bytes", { token: Uint8Array.of(1) }],
    ["a list", [1]],
  ])("and could not travel since it was %s can be replaced as well", async (_what, auth) => {
    const stage = new Stage();
    const socket = await stage.socket({ auth: auth as object });
    stage.transport.receive(open4);
    socket.auth = { token: 1 };
    socket.connect();

    expect(stage.transport.take()).toEqual(['40{"token":1}']);
  });
});

describe("auth that is a function", () => {
  it("is asked when the connection is ready, at every connection anew", async () => {
    const stage = new Stage();
    let count = 0;
    await stage.socket({
      auth: (send) => {
        count += 1;
        send({ count });
      },
    });
    expect(count).toBe(0);
    stage.transport.receive(open4);
    expect(stage.transport.take()).toEqual(['40{"count":1}']);
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(['40{"count":2}']);
  });

  it("may answer later", async () => {
    const { stage, socket, sends } = await asked();
    expect(stage.transport.take()).toEqual([]);
    sends[0]?.({ token: 1 });
    expect(stage.transport.take()).toEqual(['40{"token":1}']);
    stage.transport.receive('40{"sid":"a"}');

    expect(socket.connected).toBe(true);
  });

  it("may answer twice, and is heard once", async () => {
    const { stage, sends } = await asked();
    sends[0]?.({ token: 1 });
    sends[0]?.({ token: 2 });
    stage.transport.receive('40{"sid":"a"}');
    sends[0]?.({ token: 3 });

    expect(stage.transport.take()).toEqual(['40{"token":1}']);
  });

  it("is not heard when the connection has gone meanwhile", async () => {
    const { stage, sends } = await asked();
    stage.transport.drop();
    sends[0]?.({ token: "late" });
    await stage.retry();
    sends[0]?.({ token: "late" });
    stage.transport.receive(open4);
    sends[0]?.({ token: "late" });
    sends[1]?.({ token: "fresh" });

    expect(sends).toHaveLength(2);
    expect(stage.transports.map((transport) => transport.take())).toEqual([[], ['40{"token":"fresh"}']]);
  });

  it("is not heard when the socket has been disconnected meanwhile", async () => {
    const { stage, socket, sends } = await asked();
    socket.io.socket("/other");
    stage.transport.take();
    socket.disconnect();
    sends[0]?.({ token: 1 });

    expect(stage.transport.take()).toEqual([]);
    expect(socket.active).toBe(false);
  });

  it("may answer undefined, which says nothing", async () => {
    const { stage, sends } = await asked();
    sends[0]?.(undefined as unknown as object);

    expect(stage.transport.take()).toEqual(["40"]);
  });

  it.each([
    ["throws", (): void => raise()],
    ["rejects", async (): Promise<void> => raise()],
  ])("and %s is reported, told as an error of connecting, and harms no other", async (_how, auth) => {
    const stage = new Stage();
    const socket = await stage.socket({ auth });
    const heard = heardBy(socket, "connect_error");
    socket.io.socket("/other");
    stage.transport.receive(open4);
    await settled();

    expect(stage.faults).toEqual([{ error: new Error("oops"), hook: "auth", source: socket }]);
    expect(heard).toMatchObject([
      ["connect_error", { message: "the option auth gave nothing that can be sent" }],
    ]);
    expect(stage.transport.take()).toEqual(["40/other,"]);
    expect(socket.active).toBe(true);
  });

  it("and gives what can't travel is told so", async () => {
    const { stage, socket, sends } = await asked();
    const heard = heardBy(socket, "connect_error");
    sends[0]?.({ token: 1n });

    expect(heard).toMatchObject([["connect_error", { cause: expect.any(Error) }]]);
    expect(stage.faults).toMatchObject([{ hook: "auth", error: expect.any(Error) }]);
  });

  it("and rejects after the socket was disconnected has nothing told to it", async () => {
    const stage = new Stage();
    let reject: (error: Error) => void = () => undefined;
    const socket = await stage.socket({
      auth: () =>
        new Promise((_, no) => {
          reject = no;
        }),
    });
    socket.io.socket("/other");
    const heard = heardBy(socket, "connect_error");
    stage.transport.receive(open4);
    socket.disconnect();
    reject(new Error("oops"));
    await settled();

    expect(stage.faults).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it("and rejects after its connection has gone is not taken for the answer to the next", async () => {
    const stage = new Stage();
    const rejects: ((error: Error) => void)[] = [];
    const socket = await stage.socket({ auth: () => new Promise((_, no) => void rejects.push(no)) });
    stage.transport.receive(open4);
    await stage.reconnect();
    stage.transport.receive(open4);
    const heard = heardBy(socket, "connect_error");
    rejects[0]?.(new Error("late"));
    await settled();

    expect(rejects).toHaveLength(2);
    expect(heard).toEqual([]);
  });

  it("and has answered before it rejects is believed", async () => {
    const stage = new Stage();
    const socket = await stage.socket({
      auth: async (send) => {
        send({ token: 1 });
        raise();
      },
    });
    const heard = heardBy(socket, "connect_error", "connect");
    stage.transport.receive(open4);
    await settled();
    stage.transport.receive('40{"sid":"a"}');

    expect(heard).toEqual([["connect"]]);
    expect(stage.faults).toHaveLength(1);
  });
});

function raise(): never {
  throw new Error("oops");
}

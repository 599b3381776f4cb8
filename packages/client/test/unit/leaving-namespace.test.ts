import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage } from "./stage.js";

describe("a socket that leaves", () => {
  it("tells the server, and hears no more of the namespace", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    stage.transport.receive('40/admin,{"sid":"b"}');
    const heard = heardBy(admin, "a", "disconnect");
    stage.transport.take();

    expect(admin.disconnect()).toBe(admin);
    expect(stage.transport.take()).toEqual(["41/admin,"]);
    stage.transport.receive(
      '42/admin,["a"]',
      '42/admin,1["a"]',
      '451-/admin,["a",{"_placeholder":true,"num":0}]',
    );
    stage.transport.receive(Uint8Array.of(1), "43/admin,0[]", "41/admin,");

    expect(heard).toEqual([["disconnect", "io client disconnect", undefined]]);
    expect(stage.transport.ending).toBeUndefined();
    expect(stage.transport.take()).toEqual([]);
  });

  it("tells it once", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    stage.transport.receive('40/admin,{"sid":"b"}');
    stage.transport.take();
    const heard = heardBy(admin, "disconnect");
    admin.disconnect().close();

    expect(stage.transport.take()).toEqual(["41/admin,"]);
    expect(heard).toHaveLength(1);
  });

  it("may come back at once", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    stage.transport.receive('40/admin,{"sid":"b"}');
    stage.transport.take();
    admin.disconnect().connect();
    expect(stage.transport.take()).toEqual(["41/admin,", "40/admin,"]);
    stage.transport.receive('40/admin,{"sid":"c"}');

    expect(admin.id).toBe("c");
  });
});

describe("a question that was withdrawn", () => {
  it("is not told, and its grant is given back", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    const heard = heardBy(admin, "connect", "disconnect", "connect_error", "a");
    admin.disconnect();
    expect(stage.transport.take()).toEqual(["40/admin,"]);
    stage.transport.receive('42/admin,["a"]', '40/admin,{"sid":"b"}');
    expect(stage.transport.take()).toEqual(["41/admin,"]);
    stage.transport.receive('42/admin,["a"]');

    expect(heard).toEqual([]);
    expect(admin.id).toBeUndefined();
    expect(stage.transport.ending).toBeUndefined();
  });

  it("is still answered when the server says meanwhile that the client is out", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    io.socket("/admin").disconnect();
    stage.transport.take();
    stage.transport.receive("41/admin,", '40/admin,{"sid":"b"}');

    expect(stage.transport.ending).toBeUndefined();
    expect(stage.transport.take()).toEqual(["41/admin,"]);
  });

  it("has its refusal pass unheard", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    const heard = heardBy(admin, "connect_error");
    admin.disconnect();
    stage.transport.receive('44/admin,{"message":"no"}');

    expect(heard).toEqual([]);
    expect(stage.transport.take()).toEqual(["40/admin,"]);
  });

  it("and is asked again in the same words adopts the answer under way", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin", { auth: { token: 1 } });
    admin.disconnect().connect();
    expect(stage.transport.take()).toEqual(['40/admin,{"token":1}']);
    stage.transport.receive('40/admin,{"sid":"b"}');

    expect(admin.id).toBe("b");
    expect(stage.transport.take()).toEqual([]);
  });

  it("and is asked again in the same words adopts the refusal under way", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    const heard = heardBy(admin, "connect_error");
    admin.disconnect().connect();
    stage.transport.receive('44/admin,{"message":"no"}');

    expect(heard).toMatchObject([["connect_error", { message: "no" }]]);
  });

  it.each([
    ["grant", '40/admin,{"sid":"b"}', ["41/admin,", '40/admin,{"token":2}']],
    ["refusal", '44/admin,{"message":"no"}', ['40/admin,{"token":2}']],
  ])("and is asked again in other words is asked anew after the %s", async (_what, answer, frames) => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin", { auth: { token: 1 } });
    const heard = heardBy(admin, "connect", "connect_error", "a");
    admin.disconnect();
    admin.auth = { token: 2 };
    admin.connect();
    expect(stage.transport.take()).toEqual(['40/admin,{"token":1}']);

    stage.transport.receive('42/admin,["a"]', answer);
    expect(heard).toEqual([]);
    expect(stage.transport.take()).toEqual(frames);
    stage.transport.receive('40/admin,{"sid":"c"}');

    expect(heard).toEqual([["connect"]]);
    expect(admin.id).toBe("c");
  });

  it("has nothing to do with those of the next connection", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const admin = io.socket("/admin");
    admin.disconnect();
    admin.auth = { token: 2 };
    admin.connect();
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(["40", '40/admin,{"token":2}']);
  });
});

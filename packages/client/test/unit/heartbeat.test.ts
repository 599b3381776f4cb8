import { describe, expect, it } from "vitest";
import { heardBy, open3, openPacket, Stage } from "./stage.js";

const dayMs = 24 * 60 * 60 * 1_000;

describe("a server of revision 4", () => {
  it("is answered when it pings, with what it said", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io, "ping");
    stage.transport.receive("2", "2probe");

    expect(stage.transport.take()).toEqual(["3", "3probe"]);
    expect(heard).toEqual([["ping"], ["ping"]]);
  });

  it("is answered with no more than 125 characters", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.transport.receive(`2${"x".repeat(125)}`, `2${"y".repeat(126)}`);

    expect(stage.transport.take()).toEqual([`3${"x".repeat(125)}`, `3${"y".repeat(125)}`]);
  });

  it("is answered without compression, unlike events", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.receive("2");
    socket.emit("a");

    expect(stage.transport.takeCompression()).toEqual([false, true]);
  });

  it("is given up when it is silent for interval and timeout", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(44_999);
    expect(heard).toEqual([]);

    stage.clock.advance(1);

    expect(heard).toEqual([["disconnect", "ping timeout", undefined]]);
    expect(stage.transport.ending).toBe("terminated");
    expect(stage.transport.take()).toEqual([]);
  });

  it.each([["2"], ['42["a"]'], ["6"]])("is not given up when %s has come", async (frame) => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(30_000);
    stage.transport.receive(frame);
    stage.clock.advance(44_999);
    expect(heard).toEqual([]);

    stage.clock.advance(1);

    expect(heard).toHaveLength(1);
  });

  it("is not pinged", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.clock.advance(44_000);

    expect(stage.transport.take()).toEqual([]);
  });
});

describe("a server of revision 3", () => {
  it("is pinged at every interval, and may answer", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(24_999);
    expect(stage.transport.take()).toEqual([]);

    for (const _ of [1, 2, 3]) {
      stage.clock.advance(1);
      expect(stage.transport.take()).toEqual(["2"]);
      stage.clock.advance(10);
      stage.transport.receive("3");
      stage.clock.advance(24_989);
      expect(stage.transport.take()).toEqual([]);
    }
    expect(heard).toEqual([]);
  });

  it("is given up when it does not answer a ping in time", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(25_000 + 19_999);
    expect(heard).toEqual([]);

    stage.clock.advance(1);

    expect(heard).toEqual([["disconnect", "ping timeout", undefined]]);
    expect(stage.transport.ending).toBe("terminated");
  });

  it("is given up at the same time though it has said something before the ping", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(24_000);
    stage.transport.receive('42["a"]');
    stage.clock.advance(1_000 + 19_999);
    expect(heard).toEqual([]);
    stage.clock.advance(1);

    expect(heard).toHaveLength(1);
  });

  it("may answer by anything", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(26_000);
    stage.transport.receive('42["a"]');
    stage.clock.advance(23_000);

    expect(heard).toEqual([]);
    expect(stage.transport.take()).toEqual(["2"]);
  });

  it("is pinged from the moment when it shows what it is, by the time of the open packet's intervals", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.receive(open3);
    stage.clock.advance(400);
    stage.transport.receive("40");
    stage.clock.advance(24_999);
    expect(stage.transport.take()).toEqual([]);
    stage.clock.advance(1);

    expect(stage.transport.take()).toEqual(["2"]);
    expect(stage.clock.pending).toBe(1);
  });

  it("is pinged when it never let the client in, once its revision is given", async () => {
    const stage = new Stage();
    await stage.socket({ protocol: 3 });
    stage.transport.receive(open3);
    stage.clock.advance(25_000);

    expect(stage.transport.take()).toEqual(["2"]);
  });

  it("that answers a ping has the manager tell ping", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    const heard = heardBy(socket.io, "ping");
    stage.clock.advance(25_000);
    stage.transport.receive("3");

    expect(heard).toEqual([["ping"]]);
  });
});

describe("intervals that make no sense", () => {
  it("are a second at least: pings", async () => {
    const stage = new Stage();
    await stage.socket({ protocol: 3 });
    stage.transport.receive(openPacket({ pingInterval: 0, pingTimeout: 0 }), "40");
    stage.clock.advance(999);
    expect(stage.transport.take()).toEqual([]);
    stage.clock.advance(1);

    expect(stage.transport.take()).toEqual(["2"]);
    expect(stage.transport.ending).toBeUndefined();
    stage.clock.advance(999);
    expect(stage.transport.ending).toBeUndefined();
    stage.clock.advance(1);
    expect(stage.transport.ending).toBe("terminated");
  });

  it("are a second at least: silence", async () => {
    const stage = new Stage();
    await stage.socket({ protocol: 4 });
    stage.transport.receive(openPacket({ pingInterval: 1, pingTimeout: 1 }));
    stage.clock.advance(1_999);
    expect(stage.transport.ending).toBeUndefined();
    stage.clock.advance(1);

    expect(stage.transport.ending).toBe("terminated");
  });

  it("are a day at most", async () => {
    const stage = new Stage();
    await stage.socket({ protocol: 4 });
    stage.transport.receive(openPacket({ pingInterval: 1e300, pingTimeout: 1e12 }));
    stage.clock.advance(2 * dayMs - 1);
    expect(stage.transport.ending).toBeUndefined();
    stage.clock.advance(1);

    expect(stage.transport.ending).toBe("terminated");
  });
});

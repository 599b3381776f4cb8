import { describe, expect, it } from "vitest";
import { open3, open4, openPacket, Stage, settled } from "./stage.js";

const patienceMs = 500;

describe("a server that tells maxPayload", () => {
  it("is known to be of revision 4 at once", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(["40"]);
    expect(socket.io.engine.protocol).toBe(4);
  });

  it("is asked for every namespace, and asked once", async () => {
    const stage = new Stage();
    const manager = stage.manager();
    manager.socket("/");
    manager.socket("/admin");
    await settled();
    stage.transport.receive(open4);
    stage.transport.receive('40{"sid":"a"}');
    stage.clock.advance(patienceMs);

    expect(stage.transport.take()).toEqual(["40", "40/admin,"]);
  });

  it("proves nothing by a limit that is none", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.receive(openPacket({ maxPayload: "1" }));

    expect(stage.transport.take()).toEqual([]);
  });
});

describe("a server that does not say what it is", () => {
  it("is not asked for anything, until patience has an end", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open3);
    stage.clock.advance(patienceMs - 1);
    expect(stage.transport.take()).toEqual([]);

    stage.clock.advance(1);

    expect(stage.transport.take()).toEqual(["40"]);
    expect(socket.io.engine.protocol).toBe(4);
    stage.transport.receive('40{"sid":"a"}');
    expect(socket.id).toBe("a");
    expect(stage.transport.take()).toEqual([]);
  });

  it.each([
    ["lets the client in without being asked", "40", 3],
    ["lets it in, the namespace spelled out", "40/,", 3],
    ["refuses it without being asked", '44"no"', 3],
    ["refuses it with an object without being asked", '44{"message":"no"}', 3],
    ["pings", "2", 4],
    ["lets the client in with an id, early", '40{"sid":"a"}', 4],
  ] as const)("is known when it %s", async (_what, frame, revision) => {
    const stage = new Stage();
    const socket = await stage.socket();
    const { engine } = socket.io;
    stage.transport.receive(open3, frame);

    expect(engine.protocol).toBe(revision);
    stage.clock.advance(patienceMs);
    expect(stage.transport.take().includes("40")).toBe(revision === 4);
  });

  it("is not known by an event, a noop or a binary frame", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const { engine } = socket.io;
    stage.transport.receive(open3, '42["a"]', "6", '430["a"]');

    expect(engine.protocol).toBe(4);
    expect(engine.readyState).toBe("open");
    expect(stage.transport.take()).toEqual([]);
  });

  it("is asked at once when it pings before patience has an end, and not again then", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.receive(open3);
    stage.transport.receive("2");
    stage.clock.advance(patienceMs);

    expect(stage.transport.take()).toEqual(["40", "3"]);
  });

  it("is told the auth when it is of revision 4", async () => {
    const stage = new Stage();
    await stage.socket({ auth: { token: 1 } });
    stage.transport.receive(open3, "2");

    expect(stage.transport.take()).toEqual(['40{"token":1}', "3"]);
  });

  it("lets the client in by itself, and the socket is joined with the id of the session", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open3, "40");

    expect(socket.connected).toBe(true);
    expect(socket.id).toBe("session");
    expect(stage.transport.take()).toEqual([]);
  });

  it("that shows itself late, after it was asked, is asked for the others in its own way", async () => {
    const stage = new Stage();
    const manager = stage.manager({ query: { q: "1" } });
    const root = manager.socket("/");
    await settled();
    stage.transport.receive(open3);
    stage.clock.advance(patienceMs);
    expect(stage.transport.take()).toEqual(["40"]);

    stage.transport.receive("40");
    manager.socket("/admin");

    expect(root.connected).toBe(true);
    expect(manager.engine.protocol).toBe(3);
    expect(stage.transport.take()).toEqual(["40/admin?q=1,"]);
  });

  it("that refuses after it was asked is known by the form of the refusal", async () => {
    for (const [frame, revision] of [
      ['44{"message":"no"}', 4],
      ['44{"message":"no","data":1}', 4],
      ['44"no"', 3],
      ['44{"retry":1}', 3],
    ] as const) {
      const stage = new Stage();
      const socket = await stage.socket();
      const { engine } = socket.io;
      stage.transport.receive(open3);
      stage.clock.advance(patienceMs);
      stage.transport.receive(frame);

      expect([frame, engine.protocol]).toEqual([frame, revision]);
      expect(socket.active).toBe(false);
    }
  });

  it.each([
    ["before", [100, "2", 500]],
    ["after", [500, "2"]],
  ] as const)(
    "has the auth be asked for once, though it shows itself %s patience has an end",
    async (_when, steps) => {
      const stage = new Stage();
      let asked = 0;
      await stage.socket({
        auth: () => {
          asked += 1;
        },
      });
      stage.transport.receive(open3);
      for (const step of steps) {
        typeof step === "number" ? stage.clock.advance(step) : stage.transport.receive(step);
      }

      expect(asked).toBe(1);
    },
  );

  it("that lets the client in by itself, late, does not wait for what auth has to say", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ auth: () => undefined });
    stage.transport.receive(open3);
    stage.clock.advance(patienceMs);
    stage.transport.receive("40");

    expect(socket).toMatchObject({ connected: true, id: "session" });
    expect(stage.transport.take()).toEqual([]);
  });

  it("stops the patience when the connection ends", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open3);
    socket.disconnect();

    expect(stage.clock.pending).toBe(0);
  });

  it("that changes its mind is not followed", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    stage.transport.receive("2");

    expect(socket.io.engine.protocol).toBe(3);
    expect(stage.transport.ending).toEqual({ code: 4002, reason: "HEARTBEAT_DIRECTION" });
  });
});

describe("a revision that is given", () => {
  it("of 3 is spoken from the start, whatever comes", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ protocol: 3 });
    expect(socket.io.engine.protocol).toBe(3);
    stage.transport.receive(open4);
    expect(stage.transport.take()).toEqual([]);

    stage.transport.receive("40");

    expect(socket.id).toBe("session");
    expect(socket.io.engine.protocol).toBe(3);
    expect(stage.transport.take()).toEqual([]);
  });

  it("of 4 is spoken at once, without patience", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ protocol: 4 });
    stage.transport.receive(open3);

    expect(stage.transport.take()).toEqual(["40"]);
    stage.transport.receive("40");
    expect(socket.connected).toBe(false);
    expect(stage.transport.ending).toEqual({ code: 4002, reason: "GRANT_INVALID" });
  });

  it("asks once, though the server shows maxPayload as well", async () => {
    const stage = new Stage();
    let asked = 0;
    await stage.socket({
      protocol: 4,
      auth: (send) => {
        asked += 1;
        send({});
      },
    });
    stage.transport.receive(open4);

    expect(asked).toBe(1);
    expect(stage.transport.take()).toEqual(["40{}"]);
  });
});

describe("the next connection", () => {
  it("finds out anew", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    await stage.reconnect();

    expect(socket.io.engine.protocol).toBe(4);
    stage.grant();
    expect(socket.id).toBe("id-2");
  });
});

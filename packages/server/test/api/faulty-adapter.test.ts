import { Adapter as OfficialAdapter } from "socket.io-adapter";
import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, connect, faultLog, revision4, settle } from "./guest.js";

describe("an adapter whose listeners or methods fail", () => {
  it("does not keep a client from coming in", async () => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ adapter: OfficialAdapter, onError });
    const arrived: unknown[] = [];
    io.on("connection", (socket) => arrived.push(socket.id));
    io.of("/").adapter.on("join-room", () => {
      throw new Error("join-room failed");
    });

    const { socket } = await arrive(io);

    expect(arrived).toEqual([socket.id]);
    expect(faults).toMatchObject([{ hook: "adapter" }]);
  });

  it("does not keep the sockets of a client from leaving", async () => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ adapter: OfficialAdapter, onError });
    const left: string[] = [];
    for (const namespace of [io.of("/"), io.of("/b")]) {
      namespace.on("connection", (socket) => socket.on("disconnect", () => left.push(namespace.name)));
      namespace.adapter.on("leave-room", () => {
        throw new Error("leave-room failed");
      });
    }
    const { peer } = await arrive(io);
    peer.send("40/b,");

    peer.drop();

    expect(left).toEqual(["/", "/b"]);
    expect(io.of("/").sockets.size + io.of("/b").sockets.size).toBe(0);
    expect(faults).toMatchObject([{ hook: "adapter" }, { hook: "adapter" }]);
  });

  it("is reported when it rejects, or can't count its servers", async () => {
    const { faults, onError } = faultLog();
    class FaultyAdapter extends OfficialAdapter {
      override async addAll(): Promise<void> {
        throw new Error("the service is down");
      }
      override serverCount(): Promise<number> {
        throw new Error("the service is down");
      }
    }
    const io = new MemoryServer({ adapter: FaultyAdapter, onError });
    const peer = await connect(io, revision4);
    peer.send("40");

    io.timeout(100).emit("ask", () => undefined);
    await settle();

    expect(faults).toMatchObject([{ hook: "adapter" }, { hook: "adapter" }]);
    io.clock.advance(100);
    expect(peer.closing).toBeUndefined();
  });
});

describe("a callback of io.close that throws", () => {
  it("is reported", async () => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ onError });

    await io.close(() => {
      throw new Error("callback failed");
    });

    expect(faults).toMatchObject([{ hook: "close" }]);
  });
});

describe("allowRequest", () => {
  it("that gives an error in place of a text refuses in neutral words", async () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    const io = new MemoryServer({
      allowRequest: (_request, answer) => answer(circular as unknown as string, false),
    });

    const peer = await io.connect();

    expect(peer.refusal).toMatchObject({ status: 403, message: "Forbidden" });
  });
});

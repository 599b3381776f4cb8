import { createAdapter as createClusterAdapter } from "@socket.io/cluster-adapter";
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { Adapter } from "socket.io-adapter";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AdapterConstructor } from "../../src/adapter/contract.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import {
  arrive,
  type Guest,
  type Revision,
  revision3,
  revision4,
  revisions,
  settle,
  taken,
} from "./guest.js";
import { RedisStub } from "./redis-stub.js";

const adapters: [string, () => AdapterConstructor][] = [
  ["socket.io-adapter", () => Adapter],
  ["@socket.io/cluster-adapter", () => createClusterAdapter()],
  ["@socket.io/redis-adapter", () => twoClients(createAdapter)],
  ["@socket.io/redis-adapter, sharded", () => twoClients(createShardedAdapter)],
];

function twoClients(
  create: (publisher: object, subscriber: object) => AdapterConstructor,
): AdapterConstructor {
  const service = new RedisStub();
  return create(service.client(), service.client());
}

// a process that is no worker of a cluster has no primary to send to; but the test runner may have given it a parent
const ownSend = process.send;
beforeAll(() => {
  process.setMaxListeners(100); // the cluster adapter listens once for each namespace, for ever
  process.send = (message: { source?: string }, ...rest: unknown[]) =>
    message.source === "_sio_adapter" || Reflect.apply(ownSend ?? (() => true), process, [message, ...rest]);
});
afterAll(() => {
  process.setMaxListeners(10);
  Object.assign(process, { send: ownSend });
});

const servers: MemoryServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((io) => io.close())));

/** Clients of both revisions: `a` and `b` are in `red`. */
async function stage(
  adapter: AdapterConstructor,
): Promise<{ io: MemoryServer; a: Guest; b: Guest; c: Guest }> {
  const io = new MemoryServer({ adapter });
  servers.push(io);
  const [a, b, c] = [await arrive(io, revision4), await arrive(io, revision3), await arrive(io, revision4)];
  a.socket.join("red");
  b.socket.join("red");
  return { io, a, b, c };
}

/** Adapters publish before they deliver. */
async function published(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await settle();
  }
}

describe.each(adapters)("with the adapter of %s", (_name, adapter) => {
  it("text reaches everybody, those in a room, or all but those", async () => {
    const { io, a, b, c } = await stage(adapter());

    io.emit("all");
    io.to("red").emit("red", { deep: [1] });
    io.except("red").emit("others");
    a.socket.to("red").emit("fellows");
    await published();

    expect(a.peer.take()).toEqual(['42["all"]', '42["red",{"deep":[1]}]']);
    expect(b.peer.take()).toEqual(['42["all"]', '42["red",{"deep":[1]}]', '42["fellows"]']);
    expect(c.peer.take()).toEqual(['42["all"]', '42["others"]']);
  });

  it("bytes reach each client in its form", async () => {
    const { io, a, b, c } = await stage(adapter());

    io.to("red").emit("file", { body: Uint8Array.of(1, 2) });
    await published();

    for (const [guest, revision] of [
      [a, revision4],
      [b, revision3],
    ] as [Guest, Revision][]) {
      expect(taken(guest.peer)).toEqual([
        '451-["file",{"body":{"_placeholder":true,"num":0}}]',
        [...revision.binary(1, 2)],
      ]);
    }
    expect(c.peer.take()).toEqual([]);
  });

  it("a namespace has its own", async () => {
    const { io, a } = await stage(adapter());
    io.of("/admin");
    const { peer, socket } = await arrive(io, revision3, "/admin");

    io.of("/admin").to(socket.id).emit("admins");
    await published();

    expect(peer.take()).toEqual(['42/admin,["admins"]']);
    expect(a.peer.take()).toEqual([]);
  });

  it("a volatile broadcast is dropped for those that do not read", async () => {
    const { io, a, b } = await stage(adapter());
    a.peer.pause();
    a.socket.emit("first");

    io.volatile.emit("position");
    await published();
    a.peer.resume();

    expect(a.peer.take()).toEqual(['42["first"]']);
    expect(b.peer.take()).toEqual(['42["position"]']);
  });

  it("a broadcast is heard by onAnyOutgoing", async () => {
    const { io, a } = await stage(adapter());
    const heard: unknown[] = [];
    a.socket.onAnyOutgoing((...event) => heard.push(event));

    io.emit("all", 1);
    await published();

    expect(heard).toEqual([["all", 1]]);
  });

  it("answers to a broadcast come together", async () => {
    const { io, a, b } = await stage(adapter());
    const promise = io.to("red").timeout(1000).emitWithAck("ask");
    await published();

    for (const [index, { peer }] of [a, b].entries()) {
      expect(peer.take()).toEqual(['420["ask"]']);
      peer.send(`430[${index}]`);
    }

    await expect(promise).resolves.toEqual([0, 1]);
  });

  it("answers that do not come in time are missing, and late ones change nothing", async () => {
    const { io, a, b } = await stage(adapter());
    const promise = io.to("red").timeout(1000).emitWithAck("ask");
    promise.catch(() => undefined);
    await published();

    a.peer.send('430["quick"]');
    io.clock.advance(1000);
    b.peer.send('430["late"]');

    await expect(promise).rejects.toMatchObject({ responses: ["quick"] });
  });

  it("sockets are found, moved and disconnected", async () => {
    const { io, a, b, c } = await stage(adapter());
    expect(await io.in("red").fetchSockets()).toEqual([a.socket, b.socket]);
    expect(await io.in("red").allSockets()).toEqual(new Set([a.socket.id, b.socket.id]));

    io.in("red").socketsJoin(["blue", "green"]);
    io.socketsLeave("green");
    await published();
    expect([a, b, c].map(({ socket }) => [...socket.rooms].slice(1))).toEqual([
      ["red", "blue"],
      ["red", "blue"],
      [],
    ]);
    io.in("blue").disconnectSockets(true);
    await published();

    expect([a, b, c].map(({ socket }) => socket.connected)).toEqual([false, false, true]);
    expect(b.peer.closing?.code).toBe(1008);
  });

  it("members are counted until they leave", async () => {
    const { io, a, b, c } = await stage(adapter());
    const heard: unknown[] = [];
    io.sockets.adapter.on("delete-room", (room) => heard.push(room));
    expect(io.sockets.adapter.rooms.get("red")?.size).toBe(2);

    for (const { peer } of [a, b, c]) {
      peer.drop();
    }

    expect(heard).toContain("red");
    expect(io.sockets.adapter.rooms.size).toBe(0);
    expect(io.sockets.adapter.sids.size).toBe(0);
  });

  it.each(revisions)(
    "it can be set later, for namespaces that exist and for new ones, $name",
    async (revision) => {
      const io = new MemoryServer();
      servers.push(io);
      io.of("/old");
      const made = adapter();

      expect(io.adapter(made)).toBe(io);
      const guests = [await arrive(io, revision, "/old"), await arrive(io, revision)];
      io.of("/new");
      guests.push(await arrive(io, revision, "/new"));
      for (const { socket } of guests) {
        socket.nsp.emit("news", 1);
      }
      await published();

      expect(io.adapter()).toBe(made);
      for (const [index, frame] of ['42/old,["news",1]', '42["news",1]', '42/new,["news",1]'].entries()) {
        expect(guests[index]?.peer.take()).toContain(frame);
      }
      expect(guests.every(({ socket }) => socket.adapter instanceof Adapter)).toBe(true);
    },
  );
});

import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import type { ErrorHook } from "@sockeye/internal";
import { describe, expect, it } from "vitest";
import type { AdapterConstructor } from "../../src/adapter/contract.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, faultLog, type Guest, revision3, revision4, settle, taken } from "./guest.js";
import { RedisStub } from "./redis-stub.js";

type Create = (publisher: object, subscriber: object) => AdapterConstructor;

const kinds: [string, Create][] = [
  ["Redis adapter", createAdapter],
  ["sharded Redis adapter", createShardedAdapter],
];

interface Cluster {
  readonly here: MemoryServer;
  readonly there: MemoryServer;
  /** Both are on the other server, and in `red`. */
  readonly far: readonly [Guest, Guest];
  readonly near: Guest;
}

/** Two servers that know each other through a stub of Redis. */
async function stage(create: Create, onError?: ErrorHook): Promise<Cluster> {
  const service = new RedisStub();
  const serve = (): MemoryServer =>
    new MemoryServer({ adapter: create(service.client(), service.client()), onError });
  const [here, there] = [serve(), serve()];
  const far = [await arrive(there, revision4), await arrive(there, revision3)] as const;
  const near = await arrive(here, revision3);
  for (const { socket } of [...far, near]) {
    socket.join("red");
  }
  return { here, there, far, near };
}

/** Messages go back and forth. */
async function delivered(): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    await settle();
  }
}

describe.each(kinds)("two servers with the %s", (_name, create) => {
  it("share broadcasts of text and bytes", async () => {
    const { here, far, near } = await stage(create);

    here.to("red").emit("news", 1);
    here.emit("file", Uint8Array.of(9));
    here.local.emit("local");
    await delivered();

    const header = '451-["file",{"_placeholder":true,"num":0}]';
    expect(taken(far[0].peer)).toEqual(['42["news",1]', header, [9]]);
    expect(taken(far[1].peer)).toEqual(['42["news",1]', header, [4, 9]]);
    expect(taken(near.peer).toSorted()).toEqual([[4, 9], '42["local"]', '42["news",1]', header].toSorted());
  });

  it("leave out those who are excepted, wherever they are", async () => {
    const { here, far, near } = await stage(create);
    far[0].socket.join("muted");

    here.except("muted").emit("news");
    near.socket.broadcast.emit("from near");
    await delivered();

    expect(far[0].peer.take()).toEqual(['42["from near"]']);
    expect(far[1].peer.take()).toEqual(['42["news"]', '42["from near"]']);
    expect(near.peer.take()).toEqual(['42["news"]']);
  });

  it("reach a socket by its id", async () => {
    const { here, far } = await stage(create);

    for (const { socket } of far) {
      here.to(socket.id).emit("you");
    }
    await delivered();

    expect(far.map(({ peer }) => peer.take())).toEqual([['42["you"]'], ['42["you"]']]);
  });

  it("gather answers to a broadcast", async () => {
    const { here, far, near } = await stage(create);
    const promise = here.timeout(1000).emitWithAck("ask");
    await delivered();

    for (const [index, { peer }] of [...far, near].entries()) {
      peer.send(`430[${index}]`);
    }

    expect((await promise).toSorted()).toEqual([0, 1, 2]);
  });

  it("find each other's sockets, and command them", async () => {
    const { here, far } = await stage(create);
    far[0].socket.data.user = "alice";

    const found = await here.in("red").fetchSockets();
    const alice = found.find(({ id }) => id === far[0].socket.id);
    alice?.join("vip");
    alice?.leave("red");
    alice?.emit("you");
    await delivered();

    expect(found).toHaveLength(3);
    expect(alice).not.toBe(far[0].socket);
    expect(alice?.data).toEqual({ user: "alice" });
    expect(alice?.handshake.url).toBe(far[0].socket.handshake.url);
    expect([...(alice?.rooms ?? [])]).toEqual([far[0].socket.id, "red"]);
    expect([...far[0].socket.rooms]).toEqual([far[0].socket.id, "vip"]);
    expect(far[0].peer.take()).toEqual(['42["you"]']);
  });

  it("ask a remote socket for one bare answer", async () => {
    const { here, far } = await stage(create);
    const found = await here.fetchSockets();
    const remote = found.find(({ id }) => id === far[1].socket.id);
    const promise = remote?.timeout(1000).emitWithAck("ask");
    await delivered();

    far[1].peer.send('430["yes"]');

    await expect(promise).resolves.toBe("yes");
  });

  it("move and disconnect each other's sockets", async () => {
    const { here, far, near } = await stage(create);

    here.in("red").socketsJoin("blue");
    await delivered();
    expect([...far, near].map(({ socket }) => socket.rooms.has("blue"))).toEqual([true, true, true]);
    here.in("blue").socketsLeave("red");
    await delivered();
    expect([...far, near].map(({ socket }) => socket.rooms.has("red"))).toEqual([false, false, false]);
    here.in("blue").disconnectSockets(true);
    await delivered();

    expect([...far, near].map(({ socket }) => socket.connected)).toEqual([false, false, false]);
  });

  it("emit to each other, and answer", async () => {
    const { here, there } = await stage(create);
    const heard: unknown[] = [];
    here.on("tell", () => heard.push("own"));
    there.on("tell", (...args) => heard.push(args));
    there.on("ask", (question: number, answer: (value: number) => void) => answer(question + 1));

    here.serverSideEmit("tell", 1, { two: 3 });
    const answers = here.serverSideEmitWithAck("ask", 41);

    await expect(answers).resolves.toEqual([42]);
    expect(heard).toEqual([[1, { two: 3 }]]);
  });

  it("keep a fault of a listener to the server that has it", async () => {
    const { faults, onError } = faultLog();
    const { here, there } = await stage(create, onError);
    const heard: string[] = [];
    there.on("tell", () => {
      throw new Error("oops");
    });
    there.on("tell", () => heard.push("second"));

    here.serverSideEmit("tell");
    await delivered();

    expect(heard).toEqual(["second"]);
    expect(faults).toEqual([
      { error: new Error("oops"), hook: "listener", event: "tell", source: there.sockets },
    ]);
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import type { ServerOptions } from "../../src/core/options.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, type Fault, faultLog, type Guest, revision4, settle } from "./guest.js";

/** A place where the application's code is called, and how to have it called once. */
interface Place {
  readonly hook: string;
  readonly title: string;
  readonly options?: (fail: () => unknown) => ServerOptions;
  readonly call: (io: MemoryServer, fail: () => unknown) => unknown;
}

const withSocket =
  (act: (guest: Guest, fail: () => unknown, io: MemoryServer) => unknown): Place["call"] =>
  async (io, fail) =>
    act(await arrive(io), fail, io);

const origin = { origin: "https://example.com" };

const places: Place[] = [
  {
    title: "a middleware",
    hook: "middleware",
    call: async (io, fail) => {
      io.use(fail);
      (await io.connect()).send("40");
    },
  },
  {
    title: "a middleware of a socket",
    hook: "middleware",
    call: withSocket(({ peer, socket }, fail) => {
      socket.use(fail);
      peer.send('42["say"]');
    }),
  },
  {
    title: "an error listener of a socket",
    hook: "listener",
    call: withSocket(({ peer, socket }, fail) => {
      socket.use((_event, next) => next(new Error("refused")));
      socket.on("error", fail);
      peer.send('42["say"]');
    }),
  },
  {
    title: "a connection listener",
    hook: "listener",
    call: (io, fail) => {
      io.once("connection", fail);
      return arrive(io);
    },
  },
  {
    title: "an event listener",
    hook: "listener",
    call: withSocket(({ peer, socket }, fail) => {
      socket.on("say", fail);
      peer.send('42["say"]');
    }),
  },
  {
    title: "a callback of an acknowledgement",
    hook: "acknowledgement",
    call: withSocket(({ peer, socket }, fail) => {
      socket.emit("ask", fail);
      peer.send("430[]");
    }),
  },
  {
    title: "a callback whose time is up",
    hook: "acknowledgement",
    call: withSocket(({ socket }, fail, io) => {
      socket.timeout(5).emit("ask", fail);
      io.clock.advance(5);
    }),
  },
  {
    title: "a callback of a socket that leaves",
    hook: "acknowledgement",
    call: withSocket(({ peer, socket }, fail) => {
      socket.timeout(5).emit("ask", fail);
      peer.drop();
    }),
  },
  {
    title: "a callback of a broadcast",
    hook: "acknowledgement",
    call: async (io, fail) => {
      io.timeout(5).emit("ask", fail);
      await settle();
    },
  },
  ...["disconnecting", "disconnect"].map((event) => ({
    title: `a ${event} listener`,
    hook: "listener",
    call: withSocket(({ peer, socket }, fail) => {
      socket.on(event, fail);
      peer.drop();
    }),
  })),
  ...(["onAny", "onAnyOutgoing"] as const).map((method) => ({
    title: `a listener of ${method}`,
    hook: "any-listener",
    call: withSocket(({ peer, socket }, fail) => {
      socket[method](fail);
      peer.send('42["say"]');
      socket.emit("say");
    }),
  })),
  ...["create-room", "join-room", "leave-room", "delete-room"].map((event) => ({
    title: `a ${event} listener of the adapter`,
    hook: "listener",
    call: withSocket(({ socket }, fail, io) => {
      io.sockets.adapter.once(event as "create-room", fail);
      socket.join("news");
      socket.leave("news");
    }),
  })),
  {
    title: "allowRequest",
    hook: "allowRequest",
    options: (fail) => ({ allowRequest: fail }),
    call: (io) => io.connect(),
  },
  {
    title: "cors.origin",
    hook: "cors.origin",
    options: (fail) => ({ cors: { origin: fail as () => void }, onNotice: () => undefined }),
    call: (io) => io.connect({ headers: origin }),
  },
  {
    title: "generateId",
    hook: "generateId",
    call: (io, fail) => {
      io.engine.generateId = fail as () => string;
      return io.connect();
    },
  },
  {
    title: "a function that decides on namespaces",
    hook: "namespace function",
    call: async (io, fail) => {
      io.of(fail);
      (await io.connect()).send("40/dynamic,");
    },
  },
  {
    title: "a new_namespace listener",
    hook: "listener",
    call: (io, fail) => {
      io.on("new_namespace", fail);
      io.of("/made");
    },
  },
  ...["connection", "connection_error"].map((event) => ({
    title: `a ${event} listener of the engine`,
    hook: "listener",
    call: async (io: MemoryServer, fail: () => unknown) => {
      io.engine.on(event, fail);
      await io.connect();
      await io.connect({ query: `${revision4.query}&sid=1` });
    },
  })),
  {
    title: "a close listener of a connection",
    hook: "listener",
    call: withSocket(({ peer, socket }, fail) => {
      socket.conn.on("close", fail);
      peer.drop();
    }),
  },
];

const ways: [string, () => unknown][] = [
  ["throws", () => raise()],
  ["rejects", async () => raise()],
];

const faulty = places.flatMap((place) => ways.map(([how, fail]) => ({ ...place, how, fail })));

describe("code of the application's", () => {
  it.each(faulty)(
    "$title, that $how, is reported once and harms nobody",
    async ({ call, fail, hook, options }) => {
      const { faults, onError } = faultLog();
      const io = new MemoryServer({ ...options?.(fail), onError });

      await call(io, fail);
      await settle();

      expect(faults.map((fault: Fault) => [fault.hook, fault.error])).toEqual([[hook, new Error("oops")]]);
      io.removeAllListeners();
      io.engine.removeAllListeners();
    },
  );
});

describe("the hook onError itself", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(ways)(
    "may fail: it %s, both errors are printed, and the process goes on",
    async (_how, onError) => {
      const print = vi.spyOn(console, "error").mockReturnValue();
      const { peer, socket } = await arrive(new MemoryServer({ onError: () => onError() }));
      socket.on("say", () => {
        throw new TypeError("first");
      });

      peer.send('42["say"]');
      await settle();

      expect(print.mock.calls.map(([, error]) => error)).toEqual([new TypeError("first"), new Error("oops")]);
      expect(socket.connected).toBe(true);
    },
  );
});

function raise(): never {
  throw new Error("oops");
}

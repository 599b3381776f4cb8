import { describe, expect, it } from "vitest";
import { type Lookup, lookupOf } from "../../src/lookup.js";
import { ManagerCore } from "../../src/manager/manager.js";
import type { PageLocation } from "../../src/runtime.js";
import { Stage, settled } from "./stage.js";

/** What `io` does, and the addresses of the managers that were made for it. */
interface Found {
  readonly stage: Stage;
  readonly io: Lookup;
  readonly made: string[];
}

function lookup(location?: PageLocation): Found {
  const stage = new Stage(location === undefined ? {} : { location });
  const made: string[] = [];
  const io = lookupOf(location, (uri, options) => {
    made.push(uri);
    return new ManagerCore(uri, options, stage.runtime);
  });
  return { stage, io, made };
}

describe("two sockets of one server", () => {
  it.each([
    ["http://example.com/a", "http://example.com/b"],
    ["http://example.com", "http://example.com/b"],
    ["http://example.com:80/a", "ws://example.com/b"],
    ["https://example.com/a", "wss://EXAMPLE.com:443/b"],
    ["http://example.com/a?x=1", "http://example.com/b?x=2"],
  ])("share a connection: %s, %s", async (first, second) => {
    const { io, stage, made } = lookup();

    expect(io(first).io).toBe(io(second).io);
    await settled();
    expect(made).toHaveLength(1);
    expect(stage.transports).toHaveLength(1);
  });

  it.each([
    ["of the same namespace", "http://example.com/a", {}],
    ["on another port", "http://example.com:81/b", {}],
    ["on another host", "http://example.org/b", {}],
    ["over TLS", "https://example.com/b", {}],
    ["with another path", "http://example.com/b", { path: "/other" }],
    ["with forceNew", "http://example.com/b", { forceNew: true }],
    ["without multiplex", "http://example.com/b", { multiplex: false }],
  ] as const)("do not share one when the second is %s", async (_what, second, options) => {
    const { io, stage } = lookup();
    const first = io("http://example.com/a");

    expect(io(second, options).io).not.toBe(first.io);
    await settled();
    expect(stage.transports).toHaveLength(2);
  });

  it("share that of the first one, when there are others that were forced", () => {
    const { io, made } = lookup();
    const first = io("http://example.com/a");
    io("http://example.com/a");
    io("http://example.com/b", { forceNew: true });

    expect(io("http://example.com/b").io).toBe(first.io);
    expect(made).toHaveLength(3);
  });

  it("share none with one that was to have its own", () => {
    const { io } = lookup();
    const first = io("http://example.com/a", { forceNew: true });

    expect(io("http://example.com/b").io).not.toBe(first.io);
  });
});

describe("a socket that is looked up", () => {
  it("is that of the namespace in the address", () => {
    const { io, made } = lookup();

    expect(io("http://example.com/a/../b").nsp).toBe("/a/../b");
    expect(io("http://example.com").nsp).toBe("/");
    expect(made).toEqual(["http://example.com:80"]);
  });

  it.each([["constructor"], ["__proto__"], ["toString"]])(
    "may have the name /%s, as often as others",
    (name) => {
      const { io } = lookup();

      expect(io(`http://example.com/${name}`).nsp).toBe(`/${name}`);
      expect(io(`http://example.com/${name}`).nsp).toBe(`/${name}`);
    },
  );

  it("goes to the page's host without an address, or with a path", () => {
    const { io, made } = lookup({ protocol: "https:", host: "page.example" });

    expect(io().nsp).toBe("/");
    expect(io("/admin").nsp).toBe("/admin");
    expect(io({ path: "/other" }).nsp).toBe("/");
    expect(made).toEqual(["https://page.example:443", "https://page.example:443"]);
  });

  it("has no address outside of a page", () => {
    const { io } = lookup();

    expect(() => io()).toThrow(TypeError);
    expect(() => io({ path: "/other" })).toThrow("expected a URL");
  });

  it.each([
    ["http://example.com?a=1", {}, "&a=1"],
    ["http://example.com?a=1", { query: { b: "2" } }, "&b=2"],
    ["http://example.com", { query: { b: "2" } }, "&b=2"],
  ])("takes the query of %s with %o: %s", async (uri, options, query) => {
    const { io, stage } = lookup();
    io(uri, options);
    await settled();

    expect(stage.transport.request.url).toBe(
      `ws://example.com:80/socket.io/?EIO=4&transport=websocket${query}`,
    );
  });

  it("has its own auth, whatever manager it is of", () => {
    const { io } = lookup();

    expect(io("http://example.com/a", { auth: { token: 1 } }).auth).toEqual({ token: 1 });
    expect(io("http://example.com/b", { auth: { token: 2 } }).auth).toEqual({ token: 2 });
  });

  it("does not connect with autoConnect off", async () => {
    const { io, stage } = lookup();
    const socket = io("http://example.com", { autoConnect: false });
    await settled();
    expect(socket.active).toBe(false);
    expect(stage.transports).toHaveLength(0);

    socket.connect();
    await settled();

    expect(stage.transports).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { parseAddress } from "../../src/address.js";
import { open3, open4, Stage, settled } from "./stage.js";

const page = { protocol: "https:", host: "page.example:8443" };
const plainPage = { protocol: "http:", host: "page.example" };

describe("an address", () => {
  it.each([
    ["http://example.com", "http://example.com:80", "/"],
    ["https://example.com", "https://example.com:443", "/"],
    ["ws://example.com", "http://example.com:80", "/"],
    ["wss://example.com", "https://example.com:443", "/"],
    ["HTTPS://Example.COM", "https://example.com:443", "/"],
    ["http://example.com:3000", "http://example.com:3000", "/"],
    ["wss://example.com:80/chat", "https://example.com:80", "/chat"],
    ["http://example.com/", "http://example.com:80", "/"],
    ["http://example.com/admin", "http://example.com:80", "/admin"],
    ["http://example.com/a/b/", "http://example.com:80", "/a/b/"],
    ["http://example.com/a/../b", "http://example.com:80", "/a/../b"],
    ["http://example.com//a", "http://example.com:80", "//a"],
    ["http://example.com/Ünï%20 x", "http://example.com:80", "/Ünï%20 x"],
    ["http://user:secret@example.com/a@b", "http://example.com:80", "/a@b"],
    ["http://[::1]:3000/a", "http://[::1]:3000", "/a"],
    ["http://127.0.0.1/a#part", "http://127.0.0.1:80", "/a"],
    ["example.com", "https://example.com:443", "/"],
    ["localhost:3000/admin", "https://localhost:3000", "/admin"],
    ["//example.com/admin", "https://example.com:443", "/admin"],
  ])("%s means %s and the namespace %s", (uri, origin, namespace) => {
    expect(parseAddress(uri, undefined)).toEqual({ origin, namespace, query: undefined });
  });

  it.each([
    ["http://example.com?a=1", "/", { a: "1" }],
    ["http://example.com/admin?a=1&b=/x#part", "/admin", { a: "1", b: "/x" }],
    ["http://example.com/?", "/", undefined],
    ["http://example.com/a#b?c=1", "/a", undefined],
  ])("%s has the namespace %s and the query %o", (uri, namespace, query) => {
    expect(parseAddress(uri, undefined)).toMatchObject({ namespace, query });
  });

  it.each([
    [undefined, page, "https://page.example:8443", "/"],
    [undefined, plainPage, "http://page.example:80", "/"],
    ["/", page, "https://page.example:8443", "/"],
    ["/admin?a=1", plainPage, "http://page.example:80", "/admin"],
    ["//example.com/admin", plainPage, "http://example.com:80", "/admin"],
    ["example.com", plainPage, "http://example.com:80", "/"],
    ["wss://example.com", plainPage, "https://example.com:443", "/"],
  ])("%s in a page means %o's scheme or host: %s, %s", (uri, location, origin, namespace) => {
    expect(parseAddress(uri, location)).toMatchObject({ origin, namespace });
  });

  it.each([[undefined], ["/"], ["/admin"]])("%s is refused outside of a page", (uri) => {
    expect(() => parseAddress(uri, undefined)).toThrow(TypeError);
    expect(() => parseAddress(uri, undefined)).toThrow("expected a URL");
  });

  it.each([["http://"], ["http://exa mple:x"], ["http://example.com:port"], ["ftp://example.com"]])(
    "%j is refused",
    (uri) => {
      expect(() => parseAddress(uri, undefined)).toThrow(TypeError);
      expect(() => parseAddress(uri, undefined)).toThrow("expected a URL");
    },
  );
});

describe("the URL of the request", () => {
  it.each([
    ["http://example.com/admin", {}, "ws://example.com:80/socket.io/?EIO=4&transport=websocket"],
    ["https://example.com", {}, "wss://example.com:443/socket.io/?EIO=4&transport=websocket"],
    ["ws://[::1]:3000", {}, "ws://[::1]:3000/socket.io/?EIO=4&transport=websocket"],
    ["http://a.b", { protocol: 4 }, "ws://a.b:80/socket.io/?EIO=4&transport=websocket"],
    ["http://a.b", { protocol: 3 }, "ws://a.b:80/socket.io/?EIO=3&transport=websocket"],
    ["http://a.b", { path: "/x/y" }, "ws://a.b:80/x/y/?EIO=4&transport=websocket"],
    ["http://a.b", { path: "/x/y/" }, "ws://a.b:80/x/y/?EIO=4&transport=websocket"],
    ["http://a.b", { path: "x" }, "ws://a.b:80/x/?EIO=4&transport=websocket"],
    ["http://a.b", { path: "/" }, "ws://a.b:80/?EIO=4&transport=websocket"],
    ["http://a.b", { addTrailingSlash: false }, "ws://a.b:80/socket.io?EIO=4&transport=websocket"],
    ["http://a.b", { path: "/x/", addTrailingSlash: false }, "ws://a.b:80/x?EIO=4&transport=websocket"],
    ["http://a.b?c=d%20e", {}, "ws://a.b:80/socket.io/?EIO=4&transport=websocket&c=d+e"],
    [
      "http://a.b",
      { query: { c: "&=", d: 1 } },
      "ws://a.b:80/socket.io/?EIO=4&transport=websocket&c=%26%3D&d=1",
    ],
    ["http://a.b?c=1", { query: { d: 2 } }, "ws://a.b:80/socket.io/?EIO=4&transport=websocket&d=2"],
  ] as const)("for %s with %o is %s", async (uri, options, url) => {
    const stage = new Stage();
    stage.manager(options, uri);
    await settled();

    expect(stage.transport.request.url).toBe(url);
  });

  it("has the query as it is when the connection is opened", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ query: { token: "old" } });
    socket.io.opts.query = { token: "new" };
    await stage.reconnect();

    expect(stage.transports.map(({ request }) => request.url.split("&").at(-1))).toEqual([
      "token=old",
      "token=new",
    ]);
  });

  it("is that of the page's host when a manager gets no address", async () => {
    const stage = new Stage({ location: page });
    const { ManagerCore } = await import("../../src/manager/manager.js");
    const manager = new ManagerCore({ path: "/x" }, undefined, stage.runtime);
    await settled();

    expect(stage.transport.request.url).toBe("wss://page.example:8443/x/?EIO=4&transport=websocket");
    expect(manager.uri).toBe("https://page.example:8443");
    expect(manager.opts).toEqual({ path: "/x" });
  });
});

describe("the request", () => {
  it("carries subprotocols and headers, those for the transport before others", async () => {
    const stage = new Stage();
    stage.manager({
      protocols: ["a", "b"],
      extraHeaders: { cookie: "general" },
      transportOptions: { websocket: { extraHeaders: { cookie: "special" } } },
      passphrase: "secret",
    });
    await settled();

    expect(stage.transport.request.options).toMatchObject({
      protocols: ["a", "b"],
      extraHeaders: { cookie: "special" },
      passphrase: "secret",
    });
  });

  it("is the same whatever generation the server turns out to be of", async () => {
    const stage = new Stage();
    await stage.joined3();
    expect(stage.transport.request.url).toContain("EIO=4");
    await stage.reconnect();

    expect(stage.transport.request.url).toContain("EIO=4");
    stage.transport.receive(open4);
    expect(stage.transport.take()).toEqual(["40"]);
    expect(open3).not.toBe(open4);
  });

  it("that can't be made is a failed attempt", async () => {
    const stage = new Stage();
    stage.refusal = new SyntaxError("no such URL");
    const socket = stage.manager().socket("/");
    const errors: unknown[] = [];
    socket.on("connect_error", (error) => errors.push(error));
    await settled();

    expect(errors).toMatchObject([
      {
        name: "ConnectError",
        message: "websocket error",
        type: "TransportError",
        description: stage.refusal,
      },
    ]);
    expect(socket.active).toBe(true);
    stage.refusal = undefined;
    await stage.retry();
    expect(stage.transports).toHaveLength(1);
  });
});

import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { upgradeRequest } from "./raw-client.js";
import { closedAll, pathRecorder, type RunningServer, useStage } from "./stage.js";

const stage = useStage();
const orders = ["before", "after"] as const;

/** A server with something else on the same HTTP server, added before or after it. */
async function serveBeside(
  order: (typeof orders)[number],
  add: (http: RunningServer["http"]) => void,
): Promise<RunningServer> {
  const http = createServer();
  if (order === "before") add(http);
  const server = await stage.serve({}, http);
  if (order === "after") add(http);
  return server;
}

describe.each(orders)("A WebSocketServer of ws that is added %s the server", (order) => {
  test("keeps its path, with { server, path }", async () => {
    const others: WebSocketServer[] = [];
    const server = await serveBeside(order, (http) => {
      others.push(new WebSocketServer({ server: http, path: "/other" }));
    });
    for (const other of others) other.on("connection", (webSocket) => webSocket.send("other"));

    await stage.join(server);
    const client = await stage.webSocket(server.port, "/other");

    expect(await client.next()).toBe("other");
    expect(server.io.engine.clientsCount).toBe(1);
    await expect(stage.webSocket(server.port, "/nobody")).rejects.toThrow("400"); // the answer of ws
  });

  test("keeps its path, with { noServer }, and never sees the server's", async () => {
    const other = new WebSocketServer({ noServer: true });
    const { paths, record } = pathRecorder();
    const server = await serveBeside(order, (http) => {
      http.on("upgrade", (request, socket, head) => {
        record(request);
        other.handleUpgrade(request, socket, head, (webSocket) => webSocket.send("other"));
      });
    });

    await stage.join(server);
    await expect(stage.webSocket(server.port, "/socket.io/?EIO=9&transport=websocket")).rejects.toThrow(
      "400",
    );
    const client = await stage.webSocket(server.port, "/other?x=1");

    expect(await client.next()).toBe("other");
    expect(paths).toEqual(["/other"]);
  });
});

describe("An upgrade for nobody", () => {
  test("is answered 404 at once, and the connection is closed even when the peer keeps its end open", async () => {
    const { port, connections } = await stage.serve();

    const answer = await stage.raw(port).send(upgradeRequest("/nobody")).ended();

    expect(answer).toBe("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    await closedAll(connections);
  });

  test("is answered once where there are two servers", async () => {
    const { http, port } = await stage.serve({ path: "/one" });
    stage.attach(http, { path: "/two" });

    const answer = await stage.raw(port).send(upgradeRequest("/three")).ended();

    expect(answer.split("HTTP/1.1 404")).toHaveLength(2);
  });

  test("is left to a listener that comes later", async () => {
    const { http, port } = await stage.serve();
    http.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 418 Teapot\r\n\r\n"));

    expect(await stage.raw(port).send(upgradeRequest("/other")).ended()).toBe("HTTP/1.1 418 Teapot\r\n\r\n");
  });

  test("is not answered by a server that has closed", async () => {
    const http = createServer((_request, response) => response.end("app"));
    await stage.attach(http).io.close();
    const { port } = await stage.listen(http);

    await stage.raw(port).send(upgradeRequest("/other")).received("app");
  });
});

describe("An offer to upgrade to another protocol", () => {
  const offer = {
    Upgrade: "h2c",
    Connection: "Upgrade, HTTP2-Settings",
    "HTTP2-Settings": "AAMAAABkAAQAAP__",
  };

  function echo(): RunningServer["http"] {
    return createServer(({ method, url, headers }, response) => {
      response.end(`${method} ${url} ${headers["x-probe"]};`);
    });
  }

  test("is ignored on an application's route, as it is without the server", async () => {
    const { port } = await stage.serve({}, echo());

    const answer = await stage
      .raw(port)
      .send(upgradeRequest("/x?y=%20", { ...offer, "X-Probe": "é" }))
      .received(";");

    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain("GET /x?y=%20");
  });

  test("keeps the body of its request, the part that comes later included", async () => {
    const http = createServer((request, response) => void request.pipe(response));
    const { port } = await stage.serve({}, http);
    const client = stage.raw(port);

    client.send(`${upgradeRequest("/x", { ...offer, "Content-Length": "10" }, "POST")}hello`);
    await client.received("hello");
    client.send("world");

    await client.received("helloworld".slice(5));
  });

  test("keeps the connection alive for the requests that follow", async () => {
    const { port, connections } = await stage.serve({}, echo());
    const client = stage.raw(port);

    const plain = { Upgrade: undefined, Connection: undefined };
    client.send(upgradeRequest("/1", offer) + upgradeRequest("/2", plain));
    await client.received("GET /2");
    client.send(upgradeRequest("/3", offer));
    await client.received("GET /3");

    expect(new Set(connections).size).toBe(1);
  });

  test("is handed back by one of two servers only", async () => {
    const { http, port } = await stage.serve({ path: "/one" }, echo());
    stage.attach(http, { path: "/two" });
    const client = stage.raw(port).send(upgradeRequest("/x", offer));

    await client.received(";");
    const answers = await client.send(upgradeRequest("/y", offer)).received("/y");

    expect(answers.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });

  test("is refused on the server's path", async () => {
    const { port, refusals } = await stage.serve();

    const answer = await stage.raw(port).send(upgradeRequest(undefined, offer)).ended();

    expect(answer).toContain("HTTP/1.1 400");
    expect(refusals).toMatchObject([{ code: 3 }]);
  });
});

test("The HTTP server has one more listener for upgrades, and no other", async () => {
  const http = createServer();
  const before = new Map(http.eventNames().map((name) => [name, http.listenerCount(name)]));

  stage.attach(http);

  const after = new Map(http.eventNames().map((name) => [name, http.listenerCount(name)]));
  expect(after).toEqual(new Map([...before, ["upgrade", 1]]));
});

import { describe, expect, test } from "vitest";
import { ask } from "./http-client.js";
import { parseAnswer, upgradeRequest } from "./raw-client.js";
import { closedAll, openingUrl, useStage } from "./stage.js";

const stage = useStage();
const pollingUrl = "/socket.io/?EIO=4&transport=polling";

const refused = [
  ["with a session id", "EIO=4&transport=websocket&sid=abc", 1, "Session ID unknown"],
  ["with an empty session id", "EIO=4&transport=websocket&sid=", 1, "Session ID unknown"],
  ["with a revision that is unknown", "EIO=5&transport=websocket", 5, "Unsupported protocol version"],
  ["with two revisions", "EIO=4&EIO=4&transport=websocket", 5, "Unsupported protocol version"],
  ["without a transport", "EIO=4", 0, "Transport unknown: expected transport=websocket"],
  ["with a transport that is unknown", "EIO=4&transport=webtransport", 0, "Transport unknown: expected"],
  ["for HTTP long-polling", "EIO=4&transport=polling", 0, 'transports: ["websocket"]'],
] as const;

describe.each(refused)("A request %s", (_name, query, code, message) => {
  const expected = { code, message: expect.stringContaining(message) };

  test("is refused on the upgrade", async () => {
    const { port, refusals, connections } = await stage.serve();

    const answer = parseAnswer(
      await stage
        .raw(port)
        .send(upgradeRequest(`/socket.io/?${query}`))
        .ended(),
    );

    expect(answer).toMatchObject({ status: 400, body: expected });
    expect(refusals).toMatchObject([expected]);
    await closedAll(connections);
  });

  test("is refused without an upgrade", async () => {
    const { port, refusals } = await stage.serve();

    const answer = await ask(port, `/socket.io/?${query}`);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual(expected);
    expect(refusals).toMatchObject([expected]);
  });
});

test("A request of revision 3 is refused where allowEIO3 is off", async () => {
  const { port } = await stage.serve({ allowEIO3: false });

  for (const query of ["EIO=3&transport=websocket", "transport=websocket"]) {
    const answer = parseAnswer(
      await stage
        .raw(port)
        .send(upgradeRequest(`/socket.io/?${query}`))
        .ended(),
    );
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 5, message: expect.stringContaining("EIO=4 only") },
    });
  }
});

test("A request for a WebSocket that asks for no upgrade is refused", async () => {
  const { port, refusals } = await stage.serve();

  const answer = await ask(port, openingUrl);

  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toEqual({
    code: 3,
    message: "Bad request: expected a WebSocket handshake",
  });
  expect(refusals).toMatchObject([{ code: 3 }]);
});

describe("A WebSocket handshake", () => {
  test.each([
    ["without a key", { "Sec-WebSocket-Key": undefined }],
    ["with a bad key", { "Sec-WebSocket-Key": "short" }],
    ["without a version", { "Sec-WebSocket-Version": undefined }],
    ["with a version that is unknown", { "Sec-WebSocket-Version": "99" }],
    ["with an older version", { "Sec-WebSocket-Version": "8" }],
    ["with broken protocols", { "Sec-WebSocket-Protocol": "a,,b" }],
    ["for something else", { Upgrade: "h2c" }],
  ])("%s is refused", async (_name, headers) => {
    const { io, port, refusals, connections } = await stage.serve();

    const answer = parseAnswer(await stage.raw(port).send(upgradeRequest(openingUrl, headers)).ended());

    const body = { code: 3, message: "Bad request: expected a WebSocket handshake" };
    expect(answer).toMatchObject({ status: 400, body });
    expect(refusals).toMatchObject([body]);
    expect(io.engine.clientsCount).toBe(0);
    await closedAll(connections);
  });

  test("by POST is refused", async () => {
    const { port } = await stage.serve();

    const answer = parseAnswer(
      await stage
        .raw(port)
        .send(upgradeRequest(openingUrl, {}, "POST"))
        .ended(),
    );

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 2, message: "Bad handshake method: expected GET" },
    });
  });

  test("that is refused may be read by a page of any origin", async () => {
    const { port } = await stage.serve();
    const request = upgradeRequest("/socket.io/?EIO=9&transport=websocket", { Origin: "https://a.example" });

    const { headers } = parseAnswer(await stage.raw(port).send(request).ended());

    expect(headers).toContain("\r\nAccess-Control-Allow-Origin: https://a.example\r\n");
    expect(headers).toContain("\r\nConnection: close");
  });
});

test("A listener for refusals that throws harms nothing", async () => {
  const { io, port, faults } = await stage.serve();
  io.engine.on("connection_error", () => {
    throw new Error("faulty listener");
  });

  expect(await ask(port, pollingUrl)).toMatchObject({ status: 400 });

  expect(faults).toEqual([new Error("faulty listener")]);
});

test("A refusal leaves the connections that are open alone", async () => {
  const server = await stage.serve();
  const { client, socket } = await stage.join(server);

  await ask(server.port, pollingUrl);
  socket.emit("still", "here");

  expect(await client.next()).toBe('42["still","here"]');
});

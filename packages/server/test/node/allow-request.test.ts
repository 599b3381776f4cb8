import type { ServerOptions } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { parseAnswer, upgradeRequest } from "./raw-client.js";
import { openingUrl, type RunningServer, useStage } from "./stage.js";

const stage = useStage();

type AllowRequest = NonNullable<ServerOptions["allowRequest"]>;

async function refusalOf({ port }: RunningServer): Promise<{ status: number; body: unknown }> {
  const { status, body } = parseAnswer(await stage.raw(port).send(upgradeRequest()).ended());
  return { status, body };
}

/** A server that has refused a client, and served one that came after. */
async function expectRefusal(server: RunningServer, message: string): Promise<void> {
  expect(await refusalOf(server)).toEqual({ status: 403, body: { code: 4, message } });
  expect(server.refusals).toMatchObject([{ code: 4, message }]);
  expect(server.io.engine.clientsCount).toBe(0);
}

describe("allowRequest", () => {
  test.each<[string, AllowRequest]>([
    ["at once", (_request, answer) => answer(null, true)],
    ["later", (_request, answer) => setImmediate(answer, null, true)],
    ["from an async function", async (_request, answer) => answer(undefined, true)],
  ])("lets a client pass %s", async (_name, allowRequest) => {
    const server = await stage.serve({ allowRequest });

    await stage.join(server);

    expect(server.faults).toEqual([]);
  });

  test.each<[string, AllowRequest, string]>([
    ["with its reason", (_request, answer) => answer("too early", false), "too early"],
    ["without a reason", (_request, answer) => answer(null, false), "Forbidden"],
    ["later", (_request, answer) => setImmediate(answer, "too late", false), "too late"],
  ])("refuses a client %s", async (_name, allowRequest, message) => {
    await expectRefusal(await stage.serve({ allowRequest }), message);
  });

  test("gets the request", async () => {
    const urls: unknown[] = [];
    const allowRequest: AllowRequest = ({ url, headers }, answer) => {
      urls.push(url, headers["x-token"]);
      answer(null, true);
    };
    const server = await stage.serve({ allowRequest });

    await stage.webSocket(server.port, openingUrl, { headers: { "X-Token": "abc" } });

    expect(urls).toEqual([openingUrl, "abc"]);
  });

  test.each<[string, AllowRequest]>([
    [
      "throws",
      () => {
        throw new Error("faulty hook");
      },
    ],
    ["rejects", () => Promise.reject(new Error("faulty hook"))],
  ])("that %s refuses the client without telling why, and is reported", async (_name, allowRequest) => {
    const server = await stage.serve({ allowRequest });

    await expectRefusal(server, "Forbidden");

    expect(server.faults).toEqual([new Error("faulty hook")]);
  });

  test.each<[string, AllowRequest]>([
    [
      "yes twice",
      (_request, answer) => {
        answer(null, true);
        answer(null, true);
      },
    ],
    [
      "yes and then no",
      (_request, answer) => {
        answer(null, true);
        answer("no", false);
      },
    ],
    [
      "yes and then throws",
      (_request, answer) => {
        answer(null, true);
        throw new Error("faulty hook");
      },
    ],
  ])("that says %s lets the client pass", async (_name, allowRequest) => {
    const server = await stage.serve({ allowRequest });

    const { client, socket } = await stage.join(server);
    socket.emit("still", "here");

    expect(await client.next()).toBe('42["still","here"]');
    expect(server.io.engine.clientsCount).toBe(1);
    expect(server.refusals).toEqual([]);
  });

  test("that says no and then yes refuses the client", async () => {
    const allowRequest: AllowRequest = (_request, answer) => {
      answer("no", false);
      answer(null, true);
    };

    await expectRefusal(await stage.serve({ allowRequest }), "no");
  });

  test("is not asked about a request that is refused anyhow", async () => {
    let count = 0;
    const allowRequest: AllowRequest = (_request, answer) => {
      count += 1;
      answer(null, true);
    };
    const { port } = await stage.serve({ allowRequest });

    for (const headers of [{ Origin: "https://b.example" }, { Origin: "null" }]) {
      await stage.raw(port).send(upgradeRequest(openingUrl, headers)).ended();
    }
    await stage.raw(port).send(upgradeRequest("/socket.io/?EIO=9&transport=websocket")).ended();

    expect(count).toBe(0);
  });
});

describe("generateId", () => {
  test.each([
    ["gives", () => "the-id"],
    ["promises", async () => "the-id"],
  ])("%s the id of a connection", async (_name, generateId) => {
    const server = await stage.serve();
    server.io.engine.generateId = generateId;

    const client = await stage.webSocket(server.port);

    expect(await client.next()).toContain('"sid":"the-id"');
  });

  test("gets the request", async () => {
    const server = await stage.serve();
    server.io.engine.generateId = ({ headers }) => `for-${headers["x-user"]}`;

    const client = await stage.webSocket(server.port, openingUrl, { headers: { "X-User": "ann" } });

    expect(await client.next()).toContain('"sid":"for-ann"');
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("faulty hook");
      },
    ],
    ["rejects", () => Promise.reject(new Error("faulty hook"))],
  ])("that %s refuses the client, and is reported", async (_name, generateId) => {
    const server = await stage.serve();
    server.io.engine.generateId = generateId;

    await expectRefusal(server, "Forbidden");

    expect(server.faults).toEqual([new Error("faulty hook")]);
  });
});

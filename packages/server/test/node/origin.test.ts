import { createServer } from "node:http";
import type { CorsOptions, OriginRule } from "@sockeye/server";
import { describe, expect, test, vi } from "vitest";
import { parseAnswer, upgradeRequest } from "./raw-client.js";
import { openingUrl, type RunningServer, useStage } from "./stage.js";

const stage = useStage();

/** The status of the answer to a handshake that says where it comes from. */
async function statusFor(
  { port }: Pick<RunningServer, "port">,
  origin: string | undefined,
  host?: string,
): Promise<number> {
  const client = stage.raw(port);
  const request = upgradeRequest(openingUrl, { Origin: origin, Host: host ?? `127.0.0.1:${port}` });
  const text = await client.send(request).received("\r\n\r\n");
  client.destroy();
  return Number(text.split(" ")[1]);
}

async function statusUnder(cors: CorsOptions, origin: string | undefined): Promise<number> {
  return statusFor(await stage.serve({ cors }), origin);
}

describe("Without cors.origin", () => {
  test("a page of the same host may connect", async () => {
    const server = await stage.serve();

    expect(await statusFor(server, `http://127.0.0.1:${server.port}`)).toBe(101);
  });

  test.each([
    ["http://a.example", "a.example"],
    ["http://a.example", "a.example:80"],
    ["http://a.example:80", "a.example"],
    ["https://a.example", "a.example:443"],
    ["https://a.example:443", "a.example"],
    ["http://A.Example", "a.example"],
    ["http://[::1]:3000", "[::1]:3000"],
    ["https://a.example", "a.example"], // TLS ends before this process
  ])("a page of %s may connect to %s", async (origin, host) => {
    expect(await statusFor(await stage.serve(), origin, host)).toBe(101);
  });

  test.each([
    ["http://b.example", "a.example"],
    ["http://a.example:3000", "a.example"],
    ["https://a.example", "a.example:80"],
    ["http://a.example.b.example", "a.example"],
    ["http://a.example@b.example", "a.example"],
    ["null", "a.example"],
    ["null", "null"],
    ["", "a.example"],
    ["a.example", "a.example"],
    ["file://", "a.example"],
  ])("a page of %j may not connect to %s", async (origin, host) => {
    expect(await statusFor(await stage.serve(), origin, host)).toBe(403);
  });

  test("a client without an origin may connect", async () => {
    expect(await statusFor(await stage.serve(), undefined)).toBe(101);
  });

  test("a refusal says so in JSON, and tells the engine's listeners", async () => {
    const { io, port, refusals } = await stage.serve();
    const request = upgradeRequest(openingUrl, { Origin: "http://b.example" });

    const answer = parseAnswer(await stage.raw(port).send(request).ended());

    const body = { code: 4, message: "Forbidden: this origin is not allowed" };
    expect(answer).toMatchObject({ status: 403, body });
    expect(answer.headers).toContain("Access-Control-Allow-Origin: http://b.example");
    expect(refusals).toMatchObject([{ ...body, req: { headers: { origin: "http://b.example" } } }]);
    expect(io.engine.clientsCount).toBe(0);
  });

  test("the operator gets one notice in a process, which names the option", async () => {
    vi.resetModules();
    const { Server } = await import("@sockeye/server");
    const notices: string[] = [];
    const http = createServer();
    stage.track(new Server(http, { onNotice: (notice) => notices.push(notice) }));
    const server = await stage.listen(http);

    await statusFor(server, "http://b.example");
    await statusFor(server, "http://c.example");

    expect(notices).toEqual([
      "a page of http://b.example may not connect; the option cors.origin says which may",
    ]);
  });
});

const page = "https://a.example";
const answering = (isAllowed: unknown): OriginRule => {
  return (_origin, answer) => answer(null, isAllowed);
};

const allowing: [string, OriginRule][] = [
  ["*", "*"],
  ["true", true],
  ["the origin", page],
  ["a pattern", /\.example$/],
  ["a list with the origin", ["https://b.example", page]],
  ["a list with a pattern", ["https://b.example", /^https:\/\/a\./]],
  ["a function that says true", answering(true)],
  ["a function that gives the origin", answering(page)],
  ["a function that gives a list", answering([/a\.example/])],
  ["a function that answers later", (_origin, answer) => void setImmediate(answer, null, true)],
  ["an async function", async (_origin, answer) => answer(null, true)],
];

const refusing: [string, OriginRule][] = [
  ["false", false],
  ["another origin", "https://b.example"],
  ["a start of the origin", "https://a.exam"],
  ["another pattern", /^http:/],
  ["a list without it", ["https://b.example", /c/]],
  ["an empty list", []],
  ["a function that says false", answering(false)],
  ["a function that says nothing", answering(undefined)],
  ["a function that gives an error", (_origin, answer) => answer(new Error("no"), true)],
];

describe("cors.origin as", () => {
  test.each(allowing)("%s lets a page connect", async (_name, origin) => {
    expect(await statusUnder({ origin }, page)).toBe(101);
  });

  test.each(refusing)("%s does not let a page connect", async (_name, origin) => {
    expect(await statusUnder({ origin }, page)).toBe(403);
  });

  test.each([...allowing, ...refusing])(
    "%s lets a client without an origin connect",
    async (_name, origin) => {
      expect(await statusUnder({ origin }, undefined)).toBe(101);
    },
  );

  test("a global pattern lets every page connect, not every other one", async () => {
    const server = await stage.serve({ cors: { origin: /example/g } });

    expect([await statusFor(server, page), await statusFor(server, page)]).toEqual([101, 101]);
  });

  test("a function gets the origin", async () => {
    const origins: unknown[] = [];
    const origin: OriginRule = (one, answer) => {
      origins.push(one);
      answer(null, true);
    };

    await statusUnder({ origin }, page);

    expect(origins).toEqual([page]);
  });

  test("a function that throws does not let a page connect, and is reported", async () => {
    const failure = new Error("faulty rule");
    const origin: OriginRule = () => {
      throw failure;
    };
    const server = await stage.serve({ cors: { origin } });

    expect(await statusFor(server, page)).toBe(403);
    expect(server.faults).toEqual([failure]);
  });

  test("an async function that rejects does not let a page connect, and is reported", async () => {
    const failure = new Error("faulty rule");
    const server = await stage.serve({ cors: { origin: () => Promise.reject(failure) } });

    expect(await statusFor(server, page)).toBe(403);
    expect(server.faults).toEqual([failure]);
  });

  test("a function that answers twice is believed once", async () => {
    const origin: OriginRule = (_origin, answer) => {
      answer(null, false);
      answer(null, true);
    };
    const server = await stage.serve({ cors: { origin } });

    expect(await statusFor(server, page)).toBe(403);
    expect(server.io.engine.clientsCount).toBe(0);
  });

  test("any rule without an origin leaves it to the host", async () => {
    expect(await statusUnder({ credentials: true }, page)).toBe(403);
  });
});

import { describe, expect, test } from "vitest";
import type { ServerOptions } from "../../src/core/options.js";
import type { Binding, PeerRequest } from "./binding.js";
import { nothing, stateOf, useServers } from "./stage.js";

interface Row {
  readonly title: string;
  readonly request?: PeerRequest;
  readonly options?: ServerOptions;
  readonly status: number;
  readonly code: number;
  readonly message: string | RegExp;
}

const query = (text: string): PeerRequest => ({ query: text });
const origin = (text: string): PeerRequest => ({ headers: { origin: text, host: "example.com" } });

const rows: Row[] = [
  {
    title: "a sid, since there is no session to take over",
    request: query("EIO=4&transport=websocket&sid=abc"),
    ...{ status: 400, code: 1, message: /^Session ID unknown/ },
  },
  {
    title: "an empty sid",
    request: query("EIO=4&transport=websocket&sid="),
    ...{ status: 400, code: 1, message: /^Session ID unknown/ },
  },
  {
    title: "polling, with the option that the client needs",
    request: query("EIO=4&transport=polling"),
    ...{ status: 400, code: 0, message: /transports: \["websocket"\]/ },
  },
  {
    title: "another transport",
    request: query("EIO=4&transport=webtransport"),
    ...{ status: 400, code: 0, message: /^Transport unknown/ },
  },
  { title: "no transport", request: query("EIO=4"), status: 400, code: 0, message: /^Transport unknown/ },
  {
    title: "a transport that is given twice",
    request: query("EIO=4&transport=websocket&transport=websocket"),
    ...{ status: 400, code: 0, message: /^Transport unknown/ },
  },
  ...["2", "5", "", "04", "4.0", "x", "4&EIO=4"].map((eio) => ({
    title: `EIO=${eio}`,
    request: query(`transport=websocket&EIO=${eio}`),
    ...{ status: 400, code: 5, message: /^Unsupported protocol version/ },
  })),
  ...["EIO=3&transport=websocket", "transport=websocket"].map((text) => ({
    title: `an early client (${text}), where none is wanted`,
    request: query(text),
    options: { allowEIO3: false },
    ...{ status: 400, code: 5, message: /^Unsupported protocol version/ },
  })),
  {
    title: "another method",
    request: { method: "POST" },
    ...{ status: 400, code: 2, message: /^Bad handshake method/ },
  },
  ...["https://evil.example", "null", "http://example.com.evil.example", "http://example.com:8080"].map(
    (page) => ({
      title: `a page of another host (${page})`,
      request: origin(page),
      ...{ status: 403, code: 4, message: /origin/ },
    }),
  ),
  {
    title: "a page that is not on the list",
    request: origin("https://example.com"),
    options: { cors: { origin: ["https://other.example"] } },
    ...{ status: 403, code: 4, message: /origin/ },
  },
  {
    title: "whom the application refuses",
    options: { allowRequest: (_request, answer) => answer(null, false) },
    ...{ status: 403, code: 4, message: "Forbidden" },
  },
  {
    title: "whom the application refuses with a message, later",
    options: { allowRequest: (_request, answer) => setImmediate(answer, "no token", false) },
    ...{ status: 403, code: 4, message: "no token" },
  },
];

/** What is not accepted gets a status and JSON. */
export function describeRefusals(binding: Binding): void {
  describe("a request is refused that has", () => {
    const start = useServers(binding);

    test.each(rows)("$title: $status", async ({ request, options, status, code, message }) => {
      const server = await start(options);
      const errors: unknown[] = [];
      server.io.engine.on("connection_error", (error) => errors.push(error.code));

      const refused = await server.refusal(request);

      const text = typeof message === "string" ? message : expect.stringMatching(message);
      expect(refused).toEqual({ status, body: { code, message: text } });
      expect(errors).toEqual([code]);
      expect(stateOf(server.io)).toEqual(nothing);
    });
  });

  describe("a request is accepted that has", () => {
    const start = useServers(binding);

    test.each<{ title: string; request: PeerRequest; options?: ServerOptions }>([
      { title: "no origin", request: {} },
      { title: "the origin of its host", request: origin("https://example.com") },
      { title: "the origin of its host with the usual port", request: origin("http://example.com:80") },
      {
        title: "an origin of the list",
        request: origin("https://a.example"),
        options: { cors: { origin: [/\.example$/] } },
      },
      { title: "any origin", request: origin("null"), options: { cors: { origin: "*" } } },
      {
        title: "the application's leave, given later",
        request: {},
        options: { allowRequest: (_request, answer) => setImmediate(answer, null, true) },
      },
    ])("$title", async ({ request, options }) => {
      const server = await start(options);

      const peer = await server.connect(request);

      expect(await peer.next()).toMatch(/^0\{"sid":/);
      expect(server.io.engine.clientsCount).toBe(1);
    });
  });
}

import type { Case } from "../../run/case.js";
import { ExpectationError } from "../../run/expectation.js";
import type { OpeningRequest } from "../../wire/opening-request.js";
import type { ClientKit } from "../client-kit.js";

/** A row: what the first request has to be like. */
interface RequestRow extends Pick<Case<ClientKit>, "id" | "title" | "requirements"> {
  readonly revisions?: Case<ClientKit>["revisions"];
  /** In words or as it is on the wire. */
  readonly expected: string;
  readonly of: (request: OpeningRequest) => string | undefined;
  readonly isRight: (actual: string) => boolean;
}

const key = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

const rows: readonly RequestRow[] = [
  {
    id: "request-client-method",
    title: "the client asks with GET",
    requirements: ["EIO-REQ-1"],
    expected: "GET",
    of: ({ method }) => method,
    isRight: (method) => method === "GET",
  },
  {
    id: "request-client-host",
    title: "the client's request has a Host",
    requirements: ["EIO-REQ-1"],
    expected: "Host: 127.0.0.1 and the port",
    of: ({ headers }) => headers["host"],
    isRight: (host) => /^127\.0\.0\.1:\d+$/.test(host),
  },
  {
    id: "request-client-upgrade",
    title: "the client's request offers an upgrade to WebSocket",
    requirements: ["EIO-REQ-1"],
    expected: "Upgrade: websocket",
    of: ({ headers }) => headers["upgrade"],
    isRight: (upgrade) => upgrade.toLowerCase() === "websocket",
  },
  {
    id: "request-client-connection",
    title: "the client's request says that the upgrade is for this connection",
    requirements: ["EIO-REQ-1"],
    expected: "Connection: Upgrade",
    of: ({ headers }) => headers["connection"],
    isRight: (connection) => connection.toLowerCase().split(/ *, */).includes("upgrade"),
  },
  {
    id: "request-client-version",
    title: "the client's request is for version 13 of WebSocket",
    requirements: ["EIO-REQ-1"],
    expected: "Sec-WebSocket-Version: 13",
    of: ({ headers }) => headers["sec-websocket-version"],
    isRight: (version) => version === "13",
  },
  {
    id: "request-client-key",
    title: "the client's request has a key of 16 bytes",
    requirements: ["EIO-REQ-1"],
    expected: "Sec-WebSocket-Key: 16 bytes in base64",
    of: ({ headers }) => headers["sec-websocket-key"],
    isRight: (value) => key.test(value),
  },
  {
    id: "request-client-path",
    title: "the client asks for /socket.io/",
    requirements: ["EIO-REQ-2"],
    expected: "the path /socket.io/",
    of: ({ path }) => path,
    isRight: (path) => path === "/socket.io/",
  },
  {
    id: "request-client-transport",
    title: "the client's query has transport=websocket once",
    requirements: ["EIO-REQ-3"],
    expected: "transport=websocket once",
    of: ({ query }) => query.getAll("transport").join(" and "),
    isRight: (transports) => transports === "websocket",
  },
  {
    id: "request-client-no-sid",
    title: "the client's query has no sid",
    requirements: ["EIO-REQ-4"],
    expected: "no sid",
    of: ({ query }) => (query.has("sid") ? "a sid" : "no sid"),
    isRight: (sid) => sid === "no sid",
  },
  {
    id: "request-client-revision-4",
    title: "the client's query has EIO=4 once",
    requirements: ["EIO4-REQ-1"],
    revisions: [4],
    expected: "EIO=4 once",
    of: ({ query }) => query.getAll("EIO").join(" and "),
    isRight: (revision) => revision === "4",
  },
  {
    id: "request-client-revision-3",
    title: "the client's query has EIO=3 once, or EIO=4 if it looks for servers of either generation",
    requirements: ["EIO3-REQ-1"],
    revisions: [3],
    expected: "EIO=3 or EIO=4, once",
    of: ({ query }) => query.getAll("EIO").join(" and "),
    isRight: (revision) => revision === "3" || revision === "4",
  },
];

/** Cases of PROTOCOL.md, Request URI. */
export const requestCases: readonly Case<ClientKit>[] = [
  ...rows.map(
    ({ id, title, requirements, revisions = [3, 4], expected, of, isRight }): Case<ClientKit> => ({
      id,
      title,
      requirements,
      revisions,
      async run(kit) {
        const actual = of(await kit.refuse(503));
        if (actual === undefined || !isRight(actual)) {
          throw new ExpectationError(expected, actual === undefined ? "none" : actual || "nothing");
        }
      },
    }),
  ),
  {
    id: "request-client-no-sid-again",
    title: "the client that connects again asks without the sid of the session that it has lost",
    requirements: ["EIO-REQ-4"],
    revisions: [3, 4],
    async run(kit) {
      const lost = await kit.joined();
      await lost.expectAlive();
      lost.drop();
      const { request } = await kit.accept();
      if (request.query.has("sid")) {
        lost.fail("no sid", request.url);
      }
    },
  },
  {
    id: "request-client-fresh-key",
    title: "the client takes another key for each request",
    requirements: ["EIO-REQ-1"],
    revisions: [3, 4],
    async run(kit) {
      const [first, second] = [await kit.refuse(503), await kit.refuse(503)];
      const same = second.headers["sec-websocket-key"];
      if (same === first.headers["sec-websocket-key"]) {
        throw new ExpectationError("another Sec-WebSocket-Key", `${same} once more`);
      }
    },
  },
];

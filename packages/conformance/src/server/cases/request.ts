import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { ExpectationError } from "../../run/expectation.js";
import type { HttpAnswer } from "../../wire/http-answer.js";
import { describeAnswer } from "../../wire/opening.js";
import type { ServerKit } from "../server-kit.js";
import { acceptedRequests } from "./engine-accepted-requests.js";
import { expectRefused } from "./engine-refusal.js";
import { refusedRequests } from "./engine-refused-requests.js";

const keys = [
  { id: "sample", key: "dGhlIHNhbXBsZSBub25jZQ==", accept: "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" },
  { id: "zeros", key: "AAAAAAAAAAAAAAAAAAAAAA==", accept: "ICX+Yqv66kxgM0FcWaLWlFLwTAI=" },
];

const otherPaths = [
  { id: "no-slash", path: "/socket.io" },
  { id: "below", path: "/socket.io/x" },
  { id: "two-slashes", path: "/socket.io//" },
  { id: "slashes-in-front", path: "//socket.io/" },
  { id: "upper-case", path: "/SOCKET.IO/" },
  { id: "encoded", path: "/socket%2eio/" },
  { id: "dots", path: "/x/../socket.io/" },
  { id: "beginning", path: "/socket.io-other/" },
  { id: "deeper", path: "/x/socket.io/" },
];

/** PROTOCOL.md, The opening request. */
export const requestCases: readonly Case<ServerKit>[] = [
  ...keys.map(
    ({ id, key, accept }): Case<ServerKit> => ({
      id: `request-key-${id}`,
      title: `the server answers the key ${key} with the Sec-WebSocket-Accept that belongs to it`,
      requirements: ["EIO-REQ-5"],
      revisions: both,
      async run(kit) {
        const answer = await kit.request({ headers: { "Sec-WebSocket-Key": key } });
        if (answer.status !== 101) {
          throw new ExpectationError("HTTP 101", describeAnswer(answer));
        }
        const actual = answer.headers["sec-websocket-accept"];
        if (actual !== accept) {
          throw new ExpectationError(`Sec-WebSocket-Accept: ${accept}`, `${actual}`);
        }
      },
    }),
  ),
  ...acceptedRequests.map(
    ({ id, what, requirement, request }): Case<ServerKit> => ({
      id: `request-${id}`,
      title: `the server accepts ${what}`,
      requirements: [requirement],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined(request(kit.revision));
        await peer.expectAlive();
      },
    }),
  ),
  {
    id: "request-extension-deflate",
    title: "the server accepts an offer of compression, whether it takes it or not",
    requirements: ["EIO-REQ-5"],
    revisions: both,
    async run(kit) {
      const offer = "permessage-deflate; client_max_window_bits"; // what browsers send
      expectUpgrade(await kit.request({ headers: { "Sec-WebSocket-Extensions": offer } }));
    },
  },
  {
    id: "request-without-eio",
    title: "the server takes a request without EIO for one of revision 3",
    requirements: ["EIO3-REQ-2"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.session({ query: "transport=websocket" });
      await peer.expect("40");
      await peer.expectAlive();
    },
  },
  ...refusedRequests.map(
    ({ id, what, requirement, request }): Case<ServerKit> => ({
      id: `request-${id}`,
      title: `the server refuses ${what}`,
      requirements: [requirement, "EIO-REF-1"],
      revisions: both,
      async run(kit) {
        await expectRefused(kit, request(kit.revision));
      },
    }),
  ),
  {
    id: "request-sid-of-a-session",
    title: "the server refuses the sid of a session that lives, which notices nothing",
    requirements: ["EIO-REQ-9", "EIO-REF-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await expectRefused(kit, { moreQuery: `&sid=${peer.handshake.sid}` });
      await peer.expectAlive();
    },
  },
  ...otherPaths.map(
    ({ id, path }): Case<ServerKit> => ({
      id: `request-path-${id}`,
      title: `a request for ${path} opens no session`,
      requirements: ["EIO-REQ-11"],
      revisions: both,
      async run(kit) {
        await expectNoSession(kit, path);
      },
    }),
  ),
];

function expectUpgrade(answer: HttpAnswer): void {
  if (answer.status !== 101) {
    throw new ExpectationError("HTTP 101", describeAnswer(answer));
  }
}

/** Whoever else serves that path may answer what he likes, or nothing; only an open packet may not come. */
async function expectNoSession(kit: ServerKit, path: string): Promise<void> {
  const text = await firstText(kit, path);
  if (text?.startsWith("0")) {
    throw new ExpectationError("no session", text);
  }
}

/** The first message of a WebSocket at that path; undefined if there is none, or no WebSocket. */
async function firstText(kit: ServerKit, path: string): Promise<string | undefined> {
  try {
    const peer = await kit.connect({ path, heartbeat: "manual" });
    const message = await peer.next();
    return message.kind === "text" ? message.text : undefined;
  } catch (error) {
    if (error instanceof ExpectationError) {
      return undefined;
    }
    throw error;
  }
}

import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import { endLimitMs } from "./engine-ending.js";

const answers: readonly {
  readonly id: string;
  readonly what: string;
  readonly status: number;
  readonly body: string;
}[] = [
  {
    id: "revision",
    what: "that its revision is not served",
    status: 400,
    body: '{"code":5,"message":"Unsupported protocol version"}',
  },
  { id: "forbidden", what: "that it is forbidden", status: 403, body: '{"code":4,"message":"Forbidden"}' },
  { id: "no-json", what: "with a page that is not JSON", status: 502, body: "<h1>Bad Gateway</h1>" },
  { id: "no-body", what: "without a body", status: 503, body: "" },
  { id: "no-upgrade", what: "with 200 instead of an upgrade", status: 200, body: "ok" },
];

/** Cases of PROTOCOL.md, Refusals. */
export const refusalCases: readonly Case<ClientKit>[] = [
  ...answers.map(
    ({ id, what, status, body }): Case<ClientKit> => ({
      id: `refusal-client-${id}`,
      title: `the client tries again after the answer ${what}`,
      requirements: ["EIO-REF-8"],
      revisions: [3, 4],
      async run(kit) {
        await kit.refuse(status, body);
        const peer = await kit.joined();
        await peer.expectAlive();
      },
    }),
  ),
  {
    id: "refusal-client-again-and-again",
    title: "the client tries again after each of several refusals",
    requirements: ["EIO-REF-8"],
    revisions: [3, 4],
    async run(kit) {
      for (const status of [503, 503, 503]) {
        await kit.refuse(status);
      }
      const peer = await kit.joined();
      await peer.expectAlive();
    },
  },
  {
    id: "refusal-client-wrong-accept",
    title: "the client takes no WebSocket with a wrong Sec-WebSocket-Accept, and tries again",
    requirements: ["EIO-REF-8"],
    revisions: [3, 4],
    async run(kit) {
      const wrong = await kit.session({
        headers: { "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" },
      });
      await wrong.expectEnd({ withinMs: endLimitMs, silent: true });
      const peer = await kit.joined();
      await peer.expectAlive();
    },
  },
];

import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";

/** What a client says that is refused. PROTOCOL.md, Refusal of a namespace. */
const wrong: readonly (readonly [
  id: string,
  what: string,
  auth: Readonly<Record<string, string>> | undefined,
])[] = [
  ["nothing", "says nothing", undefined],
  ["wrong", "says what is wrong", { token: "wrong" }],
];

const dataCases = wrong.flatMap(([id, what, auth]): readonly Case<ServerKit>[] => [
  {
    id: `refusal-object-${id}`,
    title: `the server refuses who ${what} with the error's message and data`,
    requirements: ["EIO4-REJ-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      const refusal = await peer.joinRefused("/private", auth);
      const { message, data } = fieldsOf(peer, refusal);
      if (message !== "not authorized" || JSON.stringify(data) !== '{"code":401}') {
        peer.fail('the message "not authorized" and the data {"code":401}', JSON.stringify(refusal));
      }
    },
  },
  {
    id: `refusal-data-${id}`,
    title: `the server refuses who ${what} with the error's data`,
    requirements: ["EIO3-REJ-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      const refusal = await peer.joinRefused("/private", auth);
      if (JSON.stringify(refusal) !== '{"code":401}') {
        peer.fail('{"code":401}', JSON.stringify(refusal) ?? "nothing");
      }
    },
  },
]);

/** Refusals, in the form of each revision. PROTOCOL.md, Refusal of a namespace. */
export const namespaceRefusalCases: readonly Case<ServerKit>[] = [
  ...dataCases,
  {
    id: "refusal-none-object",
    title: "the server tells a message when it refuses a namespace that does not exist",
    requirements: ["EIO4-REJ-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      const refusal = await peer.joinRefused("/nowhere");
      if (typeof fieldsOf(peer, refusal)["message"] !== "string") {
        peer.fail("an object whose message is a string", JSON.stringify(refusal));
      }
    },
  },
  {
    id: "refusal-none-value",
    title: "the server refuses a namespace that does not exist with a message alone",
    requirements: ["EIO3-REJ-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      const refusal = await peer.joinRefused("/nowhere");
      if (typeof refusal !== "string") {
        peer.fail("a string", JSON.stringify(refusal) ?? "nothing");
      }
    },
  },
  {
    id: "refusal-invalid-namespace",
    title: "the server calls a namespace that does not exist an invalid one",
    requirements: ["EIO-REJ-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const refusal = await peer.joinRefused("/nowhere");
      const isText = typeof refusal === "string"; // the form is for other cases
      const message = isText ? refusal : fieldsOf(peer, refusal)["message"];
      if (message !== "Invalid namespace") {
        peer.fail('the message "Invalid namespace"', JSON.stringify(message) ?? "nothing");
      }
    },
  },
];

function fieldsOf(peer: ServerPeer, refusal: unknown): Record<string, unknown> {
  return typeof refusal === "object" && refusal !== null
    ? (refusal as Record<string, unknown>)
    : peer.fail("an object", JSON.stringify(refusal) ?? "nothing");
}

import { setTimeout as delay } from "node:timers/promises";
import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { ExpectationError } from "../../run/expectation.js";
import type { ServerKit } from "../server-kit.js";
import { expectAnswerWithout } from "./engine-answer.js";
import { joiningTimeCases } from "./engine-joining-time.js";

interface FieldRow {
  readonly field: string;
  readonly what: string;
  isRight(value: unknown): boolean;
}

const fields: readonly FieldRow[] = [
  { field: "sid", what: "a string", isRight: (value) => typeof value === "string" && value !== "" },
  { field: "upgrades", what: "an array of strings", isRight: isStrings },
  { field: "pingInterval", what: "a positive integer", isRight: isPositiveInteger },
  { field: "pingTimeout", what: "a positive integer", isRight: isPositiveInteger },
  { field: "maxPayload", what: "missing or a positive integer", isRight: isMissingOrPositive },
];

/** PROTOCOL.md, Connection. */
export const openingCases: readonly Case<ServerKit>[] = [
  {
    id: "opening-first-frame",
    title: "the first frame of a connection is an open packet",
    requirements: ["EIO-OPEN-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.connect();
      await peer.expectPacket({ type: "open" });
    },
  },
  {
    id: "opening-once",
    title: "no open packet comes later",
    requirements: ["EIO-OPEN-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await delay(kit.fixture.pingIntervalMs + 100); // into the second round of the heartbeat
      await expectAnswerWithout(peer, { what: "no open packet", isUnwanted: (text) => text.startsWith("0") });
    },
  },
  ...fields.map(
    ({ field, what, isRight }): Case<ServerKit> => ({
      id: `opening-field-${field.toLowerCase()}`,
      title: `${field} of the open packet is ${what}`,
      requirements: ["EIO-OPEN-2"],
      revisions: both,
      async run(kit) {
        const value = (await openPacket(kit))[field];
        if (!isRight(value)) {
          throw new ExpectationError(`${field}, ${what}`, `${JSON.stringify(value)}`);
        }
      },
    }),
  ),
  {
    id: "opening-upgrades-empty",
    title: "upgrades is empty",
    requirements: ["EIO-OPEN-4"],
    revisions: both,
    async run(kit) {
      const { upgrades } = await openPacket(kit);
      if (!Array.isArray(upgrades) || upgrades.length > 0) {
        throw new ExpectationError("an empty array", `${JSON.stringify(upgrades)}`);
      }
    },
  },
  {
    id: "opening-sid-unique",
    title: "twenty sessions have twenty different ids",
    requirements: ["EIO-OPEN-3"],
    revisions: both,
    async run(kit) {
      const peers = await Promise.all(Array.from({ length: 20 }, () => kit.session()));
      const sids = peers.map(({ handshake }) => handshake.sid);
      if (new Set(sids).size < sids.length) {
        throw new ExpectationError("20 different ids", sids.join(", "));
      }
    },
  },
  {
    id: "opening-max-payload",
    title: "maxPayload tells the largest message that the server takes",
    requirements: ["EIO4-OPEN-1"],
    revisions: [4],
    async run(kit) {
      const { maxPayload } = await openPacket(kit);
      if (maxPayload !== kit.fixture.maxPayloadBytes) {
        throw new ExpectationError(
          `maxPayload, ${kit.fixture.maxPayloadBytes}`,
          `${JSON.stringify(maxPayload)}`,
        );
      }
    },
  },
  {
    id: "opening-no-max-payload",
    title: "maxPayload is missing",
    requirements: ["EIO3-OPEN-1"],
    revisions: [3],
    async run(kit) {
      const { maxPayload } = await openPacket(kit);
      if (maxPayload !== undefined) {
        throw new ExpectationError("no maxPayload", JSON.stringify(maxPayload));
      }
    },
  },
  ...joiningTimeCases,
];

async function openPacket(kit: ServerKit): Promise<Readonly<Record<string, unknown>>> {
  const peer = await kit.connect();
  const { payload } = await peer.expectPacket({ type: "open" });
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return peer.fail("an open packet with an object", `0${JSON.stringify(payload)}`);
  }
  return payload as Record<string, unknown>;
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isPositiveInteger(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isMissingOrPositive(value: unknown): boolean {
  return value === undefined || isPositiveInteger(value);
}

import { disconnectRules, type ViolationCode, violationRules } from "@sockeye/protocol";
import { describe, expect, test } from "vitest";
import { tooLarge } from "../../src/core/session/too-large.js";
import { generation3, generation4, generations, joined, stageWith } from "./stage.js";
import { violationRows } from "./violation-rows.js";

const longestReasonBytes = 123; // RFC 6455, 5.5: a control frame has 125 bytes, two of them for the code

const codes = Object.keys(violationRules) as ViolationCode[];

test.each(codes)("the close reason of %s fits into a close frame", (code) => {
  const reason = `${code}: ${violationRules[code].message}`;

  expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(longestReasonBytes);
});

test.each(Object.keys(disconnectRules))(
  "the close reason %s fits into a close frame, with a detail",
  (reason) => {
    const detailed = `${reason}: no namespace was joined in time`;

    expect(Buffer.byteLength(detailed)).toBeLessThanOrEqual(longestReasonBytes);
  },
);

test("the close reason of the largest message that there can be fits into a close frame", () => {
  const reason = tooLarge(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

  expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(longestReasonBytes);
});

describe.each([
  { generation: generation3, rows: violationRows[3] },
  { generation: generation4, rows: violationRows[4] },
])("over $generation.name", ({ generation, rows }) => {
  test.each(rows)("the reason on the wire is the fixed text of $code ($title)", async (row) => {
    const { io } = stageWith();
    io.of("/admin");
    io.of("/slow").use(() => undefined);
    const peer = await joined(io, { ...generation, query: row.query ?? generation.query });

    for (const frame of row.frames) peer.send(frame);
    io.clock.advance(row.afterMs ?? 0);

    expect(peer.closing?.reason).toBe(`${row.code}: ${violationRules[row.code].message}`);
  });
});

describe.each(generations)("over $name the reason does not repeat", (generation) => {
  test.each([
    ["a name of an event", '42["disconnect","S3CRET"]'],
    ["text that is no JSON", "42[S3CRET]"],
    ["a namespace with control characters", "40/S3CRET\u0000,"],
    ["a namespace that is not joined", '42/S3CRET,["a"]'],
    ["what is behind an unknown type", "7S3CRET"],
    ["what is behind an open packet", "0S3CRET"],
    ["an auth that is no object", '40/admin,"S3CRET"'],
    ["a refusal", '44"S3CRET"'],
    ["a number of a placeholder", '451-["a",{"_placeholder":true,"num":"S3CRET"}]'],
  ])("%s", async (_name, frame) => {
    const { io } = stageWith();
    const descriptions: unknown[] = [];
    io.of("/", (socket) => {
      socket.on("disconnect", (_reason, description) => descriptions.push(description));
    });
    const peer = await joined(io, generation);

    peer.send(frame);

    expect(peer.closing?.reason).toMatch(/^[A-Z_]+: /);
    expect(peer.closing?.reason).not.toContain("S3CRET");
    expect(JSON.stringify(descriptions)).not.toContain("S3CRET");
  });
});

import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Report } from "../src/run/outcome.js";
import { testServer } from "../src/test-server.js";
import { startServer } from "./programs/server-program.js";

// The kit must not ask for more than the rules: what the official server does otherwise is known, rule by rule, and
// each has been looked at twice (docs/conformance.md). Anything else that it fails is a mistake of the kit's.

/** The rules of the MUSTs that were not kept. */
function brokenRules({ outcomes }: Report): string[] {
  const failed = outcomes.filter(({ verdict }) => verdict === "failed");
  return [...new Set(failed.map(({ requirements: [first = ""] }) => first))].sort();
}

const known = [
  "EIO-ACK-6",
  "EIO-ATT-7",
  "EIO-NSP-3",
  "EIO-NSP-4",
  "EIO-NSP-5",
  "EIO-NSP-7",
  "EIO-PKT-2",
  "EIO-PKT-3",
  "EIO-PKT-6",
  "EIO-REQ-10",
  "EIO-REQ-11",
  "EIO-REQ-7",
  "EIO-REQ-8",
  "EIO-REQ-9",
  "EIO-TXT-10",
  "EIO-TXT-11",
  "EIO-TXT-12",
  "EIO-TXT-13",
  "EIO-TXT-17",
  "EIO-TXT-5",
  "EIO-TXT-6",
  "EIO-TXT-7",
  "EIO-TXT-8",
  "EIO-WS-2",
  "EIO4-BIN-2",
  "EIO4-HB-5",
  "EIO4-NSP-6",
];

const program = fileURLToPath(new URL("../fixtures/servers/socket.io.mjs", import.meta.url));

describe("socket.io 4", () => {
  it("keeps the rules that it is known to keep", { timeout: 120_000 }, async () => {
    const server = await startServer(program, "sios4");
    try {
      expect(brokenRules(await testServer({ url: server.url, revisions: [4] }))).toEqual(known);
    } finally {
      await server.stop();
    }
  });
});

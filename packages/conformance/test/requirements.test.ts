import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clientCases } from "../src/client/cases/index.js";
import { ExtractionError, extractRequirements } from "../src/requirements/extract.js";
import type { Requirement } from "../src/requirements/requirement.js";
import { requirements } from "../src/requirements/requirements.js";
import { type Traceability, traceabilityProblems } from "../src/requirements/traceability.js";
import { untested } from "../src/requirements/untested.js";
import { serverCases } from "../src/server/cases/index.js";

const heartbeat = "## 7. Heartbeat\n\n";

describe("extraction", () => {
  it("takes requirements with their section, sides, level and revisions", () => {
    const markdown = `\
# The protocol

## 6. Acks

- **EIO-ACK-2** (both) An ack SHOULD carry
  the id of [the event](#events).

## 7. Heartbeat

Prose that MUST be left alone.

### 7.2. Revision 4: the server asks

- **EIO4-HB-3** (server) A server MUST send \`2\`.
- **EIO3-NSP-1** (client) A client MAY wait.
`;
    expect(extractRequirements(markdown)).toEqual([
      {
        id: "EIO-ACK-2",
        section: "6. Acks",
        sides: ["server", "client"],
        level: "SHOULD",
        revisions: [3, 4],
        text: "An ack SHOULD carry the id of the event.",
      },
      {
        id: "EIO4-HB-3",
        section: "7.2. Revision 4: the server asks",
        sides: ["server"],
        level: "MUST",
        revisions: [4],
        text: "A server MUST send `2`.",
      },
      {
        id: "EIO3-NSP-1",
        section: "7.2. Revision 4: the server asks",
        sides: ["client"],
        level: "MAY",
        revisions: [3],
        text: "A client MAY wait.",
      },
    ]);
  });

  it.each([
    ["It MUST.", "MUST"],
    ["It MUST NOT.", "MUST"],
    ["It is REQUIRED.", "MUST"],
    ["It SHALL, and others SHOULD.", "MUST"],
    ["It SHOULD, and it MAY.", "SHOULD"],
    ["It SHOULD NOT.", "SHOULD"],
    ["It is RECOMMENDED.", "SHOULD"],
    ["It MAY, but it must not.", "MAY"],
  ])("reads the level of: %s", (text, level) => {
    expect(extractRequirements(`${heartbeat}- **EIO-HB-1** (both) ${text}`)).toMatchObject([{ level }]);
  });

  it.each([
    ["[open](#the-open-packet) MUST [x](<a b> 'c')", "open MUST x"],
    ["[`[1]`](https://example.com/a_(b)) MUST", "`[1]` MUST"],
    ['`42["a"](x)` and ``[`](y)`` MUST', '`42["a"](x)` and ``[`](y)`` MUST'],
    ["[1] MUST (2)", "[1] MUST (2)"],
  ])("makes links plain text, outside of code: %s", (text, expected) => {
    expect(extractRequirements(`${heartbeat}- **EIO-HB-1** (both) ${text}`)).toMatchObject([
      { text: expected },
    ]);
  });

  it("ends the text where the item ends, and reads files with CRLF", () => {
    const lines = [
      "- **EIO-HB-1** (both) It MUST",
      "  ping.",
      "",
      "  For example.",
      "",
      "- **EIO-HB-2** (both) MAY.",
    ];
    expect(extractRequirements(heartbeat + lines.join("\r\n"))).toMatchObject([
      { text: "It MUST ping." },
      { text: "MAY." },
    ]);
  });

  it("stays in its section under a heading without a number, if that is a deeper one", () => {
    const markdown = `${heartbeat}### Notes\n\n- **EIO-HB-1** (both) It MUST.`;
    expect(extractRequirements(markdown)).toMatchObject([{ section: "7. Heartbeat" }]);
  });

  it("passes over code and over items that are no requirements", () => {
    const markdown = `${heartbeat}\`\`\`text\n- **EIO4-X\n## 8. Code\n\`\`\`\n- **MUST** be\n- **EIO 4** MUST\n`;
    expect(extractRequirements(markdown)).toEqual([]);
  });

  it.each([
    [`${heartbeat}- **EIO-HB-1** (both) MUST\n- **EIO-HB-1** (both) MUST`, "line 4: EIO-HB-1 is there twice"],
    [
      `${heartbeat}- **EIO-HB-1** (servers) MUST`,
      "line 3: EIO-HB-1 wants (server), (client) or (both), and then its text",
    ],
    [
      `${heartbeat}- **EIO-HB-1** A server MUST`,
      "line 3: EIO-HB-1 wants (server), (client) or (both), and then its text",
    ],
    [
      `${heartbeat}- **EIO-HB-1** (both)`,
      "line 3: EIO-HB-1 wants (server), (client) or (both), and then its text",
    ],
    [`${heartbeat}- **EIO-HB-1** (both) It must`, "line 3: EIO-HB-1 has no MUST, SHOULD or MAY in capitals"],
    ["## Heartbeat\n- **EIO-HB-1** (both) MUST", "line 2: EIO-HB-1 stands under no numbered heading"],
    [`${heartbeat}## Notes\n- **EIO-HB-1** (both) MUST`, "line 4: EIO-HB-1 stands under no numbered heading"],
    [
      `${heartbeat}- **EIO-HB-1** (both) MUST\ngo on`,
      "line 4: what goes on with EIO-HB-1 is indented by two spaces",
    ],
    ...[
      "- **EIO5-HB-1** (both) MUST",
      "- **EIO4-HB-1:** (both) MUST",
      "- **EIO4-HB** (both) MUST",
      "- **EIO4-hb-1** (both) MUST",
      "- **EIO4-HB-01** (both) MUST",
      "* **EIO4-HB-1** (both) MUST",
      "  - **EIO4-HB-1** (both) MUST",
      "1. **EIO4-HB-1** (both) MUST",
    ].map((line) => [
      heartbeat + line,
      "line 3: expected an item like - **EIO4-HB-3** (server) A server MUST …",
    ]),
  ])("refuses %j", (markdown, message) => {
    expect(() => extractRequirements(markdown)).toThrow(message);
  });

  it("tells the line in an error of its own", () => {
    const error = catchError(() => extractRequirements(`${heartbeat}- **EIO-HB-1** (both) It must`));
    expect(error).toBeInstanceOf(ExtractionError);
    expect(error).toMatchObject({ name: "ExtractionError", code: "REQUIREMENT_INVALID", line: 3 });
  });
});

describe("traceability", () => {
  const rule: Requirement = {
    id: "EIO-HB-1",
    section: "7. Heartbeat",
    sides: ["server"],
    level: "MUST",
    revisions: [3, 4],
    text: "A server MUST ping.",
  };
  const pings = {
    id: "heartbeat-pings",
    title: "pings",
    requirements: ["EIO-HB-1"],
    revisions: [3, 4] as const,
  };
  const whole: Traceability = { requirements: [rule], cases: { server: [pings], client: [] }, untested: [] };
  const without: Traceability = { ...whole, cases: { server: [], client: [] } };

  it("has nothing to say if every MUST is tried for its sides in its revisions", () => {
    expect(traceabilityProblems(whole)).toEqual([]);
  });

  it("adds up the revisions of several cases", () => {
    const server = [
      { ...pings, revisions: [3] as const },
      { ...pings, id: "heartbeat-4", revisions: [4] as const },
    ];
    expect(traceabilityProblems({ ...whole, cases: { server, client: [] } })).toEqual([]);
  });

  it("misses a MUST that no case tries in a revision", () => {
    expect(traceabilityProblems(without)).toEqual([
      "EIO-HB-1 is tried by no server case in EIO 3",
      "EIO-HB-1 is tried by no server case in EIO 4",
    ]);
    const server = [{ ...pings, revisions: [4] as const }];
    expect(traceabilityProblems({ ...whole, cases: { server, client: [] } })).toEqual([
      "EIO-HB-1 is tried by no server case in EIO 3",
    ]);
  });

  it("misses a MUST of both sides that only one is held to", () => {
    const both: Requirement = { ...rule, sides: ["server", "client"], revisions: [4] };
    const server = [{ ...pings, revisions: [4] as const }];
    expect(traceabilityProblems({ ...whole, requirements: [both], cases: { server, client: [] } })).toEqual([
      "EIO-HB-1 is tried by no client case in EIO 4",
    ]);
  });

  it("asks for no case of a SHOULD or a MAY", () => {
    const requirements: Requirement[] = [
      { ...rule, level: "SHOULD" },
      { ...rule, id: "EIO-HB-2", level: "MAY" },
    ];
    expect(traceabilityProblems({ ...without, requirements })).toEqual([]);
  });

  it("takes a reason instead of a case", () => {
    const reasons = [{ id: "EIO-HB-1", side: "server" as const, reason: "It can't be seen from outside." }];
    expect(traceabilityProblems({ ...without, untested: reasons })).toEqual([]);
  });

  it.each([
    [
      { id: "EIO-HB-1", side: "server" as const, reason: "r" },
      "untested: EIO-HB-1 is tried by a server case now, take it out",
    ],
    [{ id: "EIO-HB-1", side: "client" as const, reason: "r" }, "untested: EIO-HB-1 does not bind a client"],
    [{ id: "EIO-HB-9", side: "server" as const, reason: "r" }, "untested: EIO-HB-9 is unknown"],
  ])("refuses the reason %j", (entry, problem) => {
    expect(traceabilityProblems({ ...whole, untested: [entry] })).toEqual([problem]);
  });

  it("refuses a reason that says nothing, and one that is there twice", () => {
    const entry = { id: "EIO-HB-1", side: "server" as const, reason: " " };
    expect(traceabilityProblems({ ...without, untested: [entry] })).toEqual([
      "untested: EIO-HB-1 has no reason",
    ]);
    const twice = { ...entry, reason: "It can't be seen." };
    expect(traceabilityProblems({ ...without, untested: [twice, twice] })).toEqual([
      "untested: EIO-HB-1 (server) is there twice",
    ]);
  });

  it.each([
    [{ requirements: ["EIO-HB-1", "EIO-HB-9"] }, ["case heartbeat-pings names EIO-HB-9, which is unknown"]],
    [{ id: "Heartbeat" }, ["case Heartbeat: an id is a-z, 0-9 and hyphens, a letter first"]],
    [{ id: "4-pings" }, ["case 4-pings: an id is a-z, 0-9 and hyphens, a letter first"]],
  ])("refuses a case with %j", (change, problems) => {
    const server = [{ ...pings, ...change }];
    expect(traceabilityProblems({ ...whole, cases: { server, client: [] } })).toEqual(problems);
  });

  it("refuses two cases of one id, whichever side they are for", () => {
    const both: Requirement = { ...rule, sides: ["server", "client"] };
    const cases = { server: [pings], client: [pings] };
    expect(traceabilityProblems({ ...whole, requirements: [both], cases })).toEqual([
      "case heartbeat-pings is there twice",
    ]);
  });

  it("refuses a case that holds the other side to no rule of its own", () => {
    const client = [{ ...pings, id: "client-pings", revisions: [4] as const }];
    expect(traceabilityProblems({ ...whole, cases: { server: [pings], client } })).toEqual([
      "case client-pings names no rule for a client of EIO 4",
    ]);
  });

  it("refuses a case of no revision", () => {
    const server = [pings, { ...pings, id: "heartbeat-never", revisions: [] }];
    expect(traceabilityProblems({ ...whole, cases: { server, client: [] } })).toEqual([
      "case heartbeat-never is of no revision",
    ]);
  });
});

describe("the kit's own requirements", () => {
  it("are those of PROTOCOL.md as it is", () => {
    const markdown = readFileSync(new URL("../../../PROTOCOL.md", import.meta.url), "utf8");
    expect(requirements, "to be generated with npm run conformance:requirements").toEqual(
      extractRequirements(markdown),
    );
  });

  it("are each tried by a case, or have a reason why not", () => {
    const cases = { server: serverCases, client: clientCases };
    expect(traceabilityProblems({ requirements, cases, untested })).toEqual([]);
  });
});

function catchError(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

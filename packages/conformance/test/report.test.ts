import { describe, expect, it } from "vitest";
import { renderJson } from "../src/report/json.js";
import { renderJunit } from "../src/report/junit.js";
import { renderMarkdown } from "../src/report/markdown.js";
import { printable } from "../src/report/printable.js";
import { renderText } from "../src/report/text.js";
import type { Requirement } from "../src/requirements/requirement.js";
import type { Outcome, Report } from "../src/run/outcome.js";

const requirements: readonly Requirement[] = [
  {
    id: "EIO4-HB-1",
    section: "6.1. Revision 4: the server asks",
    sides: ["server"],
    level: "MUST",
    revisions: [4],
    text: "A server MUST send `2` when the interval has passed.",
  },
  {
    id: "EIO-ACK-2",
    section: "12. Acks",
    sides: ["server"],
    level: "SHOULD",
    revisions: [3, 4],
    text: "An answer SHOULD come at once.",
  },
];

const passed: Outcome = {
  caseId: "ack-answers",
  title: "the server answers",
  requirements: ["EIO-ACK-2"],
  revision: 4,
  verdict: "passed",
  durationMs: 12,
  transcript: [],
};
const failed: Outcome = {
  caseId: "heartbeat-pings-in-time",
  title: "the server pings when the interval has passed",
  requirements: ["EIO4-HB-1", "EIO-XX-1"],
  revision: 4,
  verdict: "failed",
  durationMs: 702.4,
  expected: "2 within 600 ms",
  actual: '42["<b>&\u001b[31m`]]>"]',
  transcript: [
    { atMs: 0, source: "note", text: "connected" },
    { atMs: 2.6, source: "peer", text: '0{"sid":"x"}' },
    { atMs: 102, source: "kit", text: "40" },
  ],
};
const advised: Outcome = {
  ...passed,
  caseId: "ack-at-once",
  title: "the server answers at once",
  verdict: "advised",
  expected: "430[] within 100 ms",
  actual: "nothing",
  transcript: [{ atMs: 7, source: "kit", text: '420["message-with-ack"]' }],
};
const skipped: Outcome = {
  ...passed,
  caseId: "recovery-goes-on",
  requirements: [],
  verdict: "skipped",
  reason: "no session is *recovered*",
};
const report: Report = {
  side: "server",
  subject: "ws://127.0.0.1:3000/socket.io/",
  revisions: [4],
  startedAt: "2026-01-02T03:04:05.678Z",
  durationMs: 4234,
  outcomes: [passed, failed, advised, skipped],
};
const ofBoth: Report = {
  ...report,
  revisions: [3, 4],
  outcomes: [
    { ...passed, revision: 3 },
    { ...advised, revision: 3 },
    { ...skipped, revision: 3 },
    ...report.outcomes,
  ],
};
const allPassed: Report = { ...report, outcomes: [passed] };

describe("the text report", () => {
  it("shows differences, sections in the order of the document, what was skipped, and the summary", () => {
    expect(renderText(report, { requirements })).toBe(`\
FAILED heartbeat-pings-in-time (EIO 4)
  the server pings when the interval has passed
  EIO4-HB-1 (6.1. Revision 4: the server asks): A server MUST send \`2\` when the interval has passed.
  EIO-XX-1 is not in PROTOCOL.md
  expected 2 within 600 ms
  actual   42["<b>&\\u001b[31m\`]]>"]
    0 ms · connected
    3 ms ← 0{"sid":"x"}
  102 ms → 40

ADVISED ack-at-once (EIO 4)
  the server answers at once
  EIO-ACK-2 (12. Acks): An answer SHOULD come at once.
  expected 430[] within 100 ms
  actual   nothing
  7 ms → 420["message-with-ack"]

section                           passed  failed  advised  skipped
6.1. Revision 4: the server asks       -       1        -        -
12. Acks                               1       -        1        -
not in PROTOCOL.md                     -       -        -        1

skipped
  no session is *recovered*
    recovery-goes-on (EIO 4)

4 cases: 1 passed, 1 failed, 1 advised, 1 skipped (EIO 4) in 4.2 s
`);
  });

  it("has columns for each revision if both ran", () => {
    expect(renderText(ofBoth, { requirements })).toContain(`
                                  EIO 3                             EIO 4
section                           passed  failed  advised  skipped  passed  failed  advised  skipped
6.1. Revision 4: the server asks       -       -        -        -       -       1        -        -
12. Acks                               1       -        1        -       1       -        1        -
not in PROTOCOL.md                     -       -        -        1       -       -        -        1

skipped
  no session is *recovered*
    recovery-goes-on (EIO 3 and 4)

7 cases: 2 passed, 1 failed, 2 advised, 2 skipped (EIO 3 and 4) in 4.2 s
`);
  });

  it("is short if all is well", () => {
    expect(renderText(allPassed, { requirements })).toBe(`\
section   passed  failed  advised  skipped
12. Acks       1       -        -        -

1 case: 1 passed, 0 failed, 0 advised, 0 skipped (EIO 4) in 4.2 s
`);
  });

  it("shows a fact of several lines on several lines", () => {
    const stack = "Error: x\n    at y (z.js:1:2)\u0007";
    expect(renderText({ ...report, outcomes: [{ ...failed, actual: stack }] }, { requirements })).toContain(`
  expected 2 within 600 ms
  actual   Error: x
               at y (z.js:1:2)\\u0007
    0 ms · connected
`);
  });

  it("is a summary alone if nothing ran", () => {
    expect(renderText({ ...report, outcomes: [] }, { requirements })).toBe(
      "0 cases: 0 passed, 0 failed, 0 advised, 0 skipped (EIO 4) in 4.2 s\n",
    );
  });

  it("is coloured if asked to be", () => {
    const text = renderText(report, { requirements, isColored: true });
    expect(text).toContain("\u001b[31mFAILED\u001b[0m \u001b[1mheartbeat-pings-in-time\u001b[0m (EIO 4)\n");
    expect(text).toContain("\u001b[33mADVISED\u001b[0m");
    expect(text).toContain(
      "12. Acks                        \u001b[32m       1\u001b[0m       -\u001b[33m        1\u001b[0m",
    );
    expect(text).toContain("\n\u001b[31m4 cases: ");
    expect(text.endsWith(" in 4.2 s\u001b[0m\n")).toBe(true);
    expect(renderText(allPassed, { requirements, isColored: true })).toContain("\n\u001b[32m1 case: ");
  });
});

describe("the JSON report", () => {
  const kit = { name: "@sockeye/conformance", version: "0.1.0" };

  it("is the report, the kit and the requirements that were not kept", () => {
    const text = renderJson(ofBoth, { kit, requirements });
    expect(text.endsWith("}\n")).toBe(true);
    expect(JSON.parse(text)).toEqual({
      kit,
      ...ofBoth,
      requirements: { "EIO-ACK-2": requirements[1], "EIO4-HB-1": requirements[0] },
    });
  });

  it("writes its fields in one order, indented", () => {
    expect(renderJson(allPassed, { kit, requirements })).toBe(`\
{
  "kit": {
    "name": "@sockeye/conformance",
    "version": "0.1.0"
  },
  "side": "server",
  "subject": "ws://127.0.0.1:3000/socket.io/",
  "revisions": [
    4
  ],
  "startedAt": "2026-01-02T03:04:05.678Z",
  "durationMs": 4234,
  "outcomes": [
    {
      "caseId": "ack-answers",
      "title": "the server answers",
      "requirements": [
        "EIO-ACK-2"
      ],
      "revision": 4,
      "verdict": "passed",
      "durationMs": 12,
      "transcript": []
    }
  ],
  "requirements": {}
}
`);
  });
});

describe("the JUnit report", () => {
  it("has a suite for each revision and a test for each case", () => {
    expect(renderJunit(ofBoth, { requirements })).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="conformance server ws://127.0.0.1:3000/socket.io/" tests="7" failures="1" errors="0" skipped="2" time="4.234">
<testsuite name="EIO 3" tests="3" failures="0" errors="0" skipped="1" time="0.036" timestamp="2026-01-02T03:04:05">
<testcase classname="12. Acks" name="ack-answers (EIO 3)" time="0.012"/>
<testcase classname="12. Acks" name="ack-at-once (EIO 3)" time="0.012">
<system-out>ADVISED ack-at-once (EIO 3)
  the server answers at once
  EIO-ACK-2 (12. Acks): An answer SHOULD come at once.
  expected 430[] within 100 ms
  actual   nothing
  7 ms → 420["message-with-ack"]</system-out>
</testcase>
<testcase classname="not in PROTOCOL.md" name="recovery-goes-on (EIO 3)" time="0.012">
<skipped message="no session is *recovered*"/>
</testcase>
</testsuite>
<testsuite name="EIO 4" tests="4" failures="1" errors="0" skipped="1" time="0.738" timestamp="2026-01-02T03:04:05">
<testcase classname="12. Acks" name="ack-answers (EIO 4)" time="0.012"/>
<testcase classname="6.1. Revision 4: the server asks" name="heartbeat-pings-in-time (EIO 4)" time="0.702">
<failure type="failed" message="expected 2 within 600 ms; got 42[&quot;&lt;b&gt;&amp;\\u001b[31m\`]]&gt;&quot;]">FAILED heartbeat-pings-in-time (EIO 4)
  the server pings when the interval has passed
  EIO4-HB-1 (6.1. Revision 4: the server asks): A server MUST send \`2\` when the interval has passed.
  EIO-XX-1 is not in PROTOCOL.md
  expected 2 within 600 ms
  actual   42["&lt;b&gt;&amp;\\u001b[31m\`]]&gt;"]
    0 ms · connected
    3 ms ← 0{"sid":"x"}
  102 ms → 40</failure>
</testcase>
<testcase classname="12. Acks" name="ack-at-once (EIO 4)" time="0.012">
<system-out>ADVISED ack-at-once (EIO 4)
  the server answers at once
  EIO-ACK-2 (12. Acks): An answer SHOULD come at once.
  expected 430[] within 100 ms
  actual   nothing
  7 ms → 420["message-with-ack"]</system-out>
</testcase>
<testcase classname="not in PROTOCOL.md" name="recovery-goes-on (EIO 4)" time="0.012">
<skipped message="no session is *recovered*"/>
</testcase>
</testsuite>
</testsuites>
`);
  });

  it("writes no character that XML can't have, wherever it comes from", () => {
    const hostile = "\u0000\u000b\ud800\uffff";
    const outcome = {
      ...failed,
      caseId: `a${hostile}`,
      title: hostile,
      expected: hostile,
      actual: `${hostile}\n"`,
    };
    const xml = renderJunit({ ...report, subject: `x${hostile}\t`, outcomes: [outcome] }, { requirements });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}/u);
    expect(xml).toContain('name="conformance server x\\u0000\\u000b\\ud800\\uffff\\t"');
    expect(xml).toContain('name="a\ufffd\ufffd\ufffd\ufffd (EIO 4)"');
    expect(xml).toContain('got \\u0000\\u000b\\ud800\\uffff\\n&quot;"');
  });
});

describe("the Markdown report", () => {
  it("has a summary, the table, differences and what was skipped, and no times", () => {
    expect(renderMarkdown(report, { requirements })).toBe(`\
# Conformance of \`ws://127.0.0.1:3000/socket.io/\`

4 cases: 1 passed, 1 failed, 1 advised, 1 skipped (EIO 4).

| section | passed | failed | advised | skipped |
| --- | --: | --: | --: | --: |
| 6.1. Revision 4: the server asks | 0 | 1 | 0 | 0 |
| 12. Acks | 1 | 0 | 1 | 0 |
| not in PROTOCOL.md | 0 | 0 | 0 | 1 |

## Differences

### \`heartbeat-pings-in-time\` (EIO 4): failed

the server pings when the interval has passed

- **EIO4-HB-1** A server MUST send \`2\` when the interval has passed.
- **EIO-XX-1** is not in PROTOCOL.md
- expected: \`2 within 600 ms\`
- seen: \`\`42["<b>&\\u001b[31m\`]]>"]\`\`

### \`ack-at-once\` (EIO 4): advised

the server answers at once

- **EIO-ACK-2** An answer SHOULD come at once.
- expected: \`430[] within 100 ms\`
- seen: \`nothing\`

## Skipped

- no session is \\*recovered\\*: \`recovery-goes-on\` (EIO 4)
`);
  });

  it("tells a difference once if it was the same in both revisions, and has columns for both", () => {
    const page = renderMarkdown(ofBoth, { requirements, title: "A server" });
    expect(page).toContain(
      "# A server\n\n7 cases: 2 passed, 1 failed, 2 advised, 2 skipped (EIO 3 and 4).\n",
    );
    expect(page).toContain(
      "| section | EIO 3 passed | EIO 3 failed | EIO 3 advised | EIO 3 skipped |" +
        " EIO 4 passed | EIO 4 failed | EIO 4 advised | EIO 4 skipped |\n",
    );
    expect(page).toContain("| 12. Acks | 1 | 0 | 1 | 0 | 1 | 0 | 1 | 0 |\n");
    expect(page.match(/### .*/g)).toEqual([
      "### `ack-at-once` (EIO 3 and 4): advised",
      "### `heartbeat-pings-in-time` (EIO 4): failed",
    ]);
    expect(page).toContain("`recovery-goes-on` (EIO 3 and 4)\n");
  });

  it("ends after the table if all is well", () => {
    expect(renderMarkdown(allPassed, { requirements })).toMatch(/\| 12\. Acks \| 1 \| 0 \| 0 \| 0 \|\n$/);
  });

  it.each([
    ["much of it", "x".repeat(201), `\`${"x".repeat(200)}…\``],
    ["a backtick", "`", "`` ` ``"],
    ["nothing", "", "`  `"],
    ["two lines", "a\nb", "`a\\nb`"],
  ])("shows what was seen as code: %s", (_what, actual, shown) => {
    const page = renderMarkdown({ ...report, outcomes: [{ ...failed, actual }] }, { requirements });
    expect(page).toContain(`- seen: ${shown}\n`);
  });
});

describe("printable text", () => {
  it.each([
    ["\u0000\u001b\u007f\u009b", "\\u0000\\u001b\\u007f\\u009b"],
    ["a\r\n\tb", "a\\r\\n\\tb"],
    ["\u202e\u2066\u2028\ufffe", "\\u202e\\u2066\\u2028\\ufffe"],
    ["\ud800x\udc00", "\\ud800x\\udc00"],
    ["é 😀 →", "é 😀 →"],
  ])("turns %j into %s", (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

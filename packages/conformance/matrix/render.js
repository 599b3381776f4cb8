// Turns the runs of the matrix into Markdown.

const intro = `# Conformance

How implementations stand to the requirements of [PROTOCOL.md](../PROTOCOL.md): real runs of the kit in
[packages/conformance](../packages/conformance/README.md), against the small applications in its folder \`fixtures\`.
Made by \`npm run conformance\` on DATE.

A requirement is a rule of this project's specification. Where an implementation differs, that says what it does beside
that rule, and not that it is wrong: most of them are older than the rule. SHOULD-rules that are not kept are called
"advised". Behind the title of a case, which is what the rule wants, stands what came. Cases that can't be tried with an implementation are left out of its numbers.
`;

const titles = { server: "Servers", client: "Clients" };

/**
 * The page.
 *
 * @param {{ side: "server" | "client", subject: import("./subjects.js").Subject,
 *   outcomes: readonly import("../dist/index.js").Outcome[] }[]} runs
 * @param {readonly import("../dist/index.js").Requirement[]} requirements
 * @param {ReadonlyMap<string, string>} chapters the titles of the specification's chapters, by number
 * @returns {string}
 */
export function renderMatrix(runs, requirements, chapters) {
  const parts = [intro.replace("DATE", new Date().toISOString().slice(0, 10))];
  for (const side of /** @type {const} */ (["server", "client"])) {
    const columns = runs.filter((run) => run.side === side).flatMap(columnsOf);
    parts.push(
      `## ${titles[side]}\n`,
      table(columns, requirements, chapters),
      differences(columns, requirements),
    );
  }
  return `${parts.join("\n").trimEnd()}\n`;
}

/** An implementation in one revision. */
function columnsOf({ subject, outcomes }) {
  return subject.revisions.map((revision) => ({
    heading: `${subject.name}<br>${subject.version}, \`EIO=${revision}\``,
    name: `${subject.name}, \`EIO=${revision}\``,
    outcomes: outcomes.filter((outcome) => outcome.revision === revision && outcome.verdict !== "skipped"),
    skipped: outcomes.filter((outcome) => outcome.revision === revision && outcome.verdict === "skipped"),
  }));
}

function table(columns, requirements, chapters) {
  const chapterById = new Map(requirements.map(({ id, section }) => [id, /^\d+/.exec(section)?.[0]]));
  const rows = [...chapters].map(([number, title]) => [
    `${number}. ${title}`,
    ...columns.map(({ outcomes }) =>
      score(outcomes.filter(({ requirements: [first] }) => chapterById.get(first) === number)),
    ),
  ]);
  const lines = [
    ["section", ...columns.map(({ heading }) => heading)],
    ["---", ...columns.map(() => "---")],
    ...rows.filter((row) => row.slice(1).some((cell) => cell !== "")),
    ["**all**", ...columns.map(({ outcomes }) => score(outcomes))],
  ];
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

function score(outcomes) {
  if (outcomes.length === 0) {
    return "";
  }
  const count = (verdict) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const advised = count("advised");
  return `${count("passed")} of ${outcomes.length}${advised === 0 ? "" : ` (${advised} advised)`}`;
}

function differences(columns, requirements) {
  const blocks = requirements.flatMap((requirement) => {
    const lines = columns.flatMap((column) => linesOf(column, requirement));
    return lines.length === 0 ? [] : [`**${requirement.id}** ${requirement.text}\n\n${lines.join("\n")}\n`];
  });
  const skips = columns.flatMap(({ name, skipped }) =>
    [...new Set(skipped.map(({ reason }) => reason))].map((reason) => {
      const count = skipped.filter((outcome) => outcome.reason === reason).length;
      return `- ${name}: ${count} ${count === 1 ? "case" : "cases"}: ${reason}`;
    }),
  );
  const untried = skips.length === 0 ? [] : [`### Not tried\n\n${skips.join("\n")}\n`];
  return ["### Where they differ\n", ...blocks, ...untried].join("\n");
}

/** What an implementation does beside a requirement: told with the first one that a case names. */
function linesOf({ name, outcomes }, { id }) {
  const unkept = outcomes.filter(
    ({ verdict, requirements: [first] }) => (verdict === "failed" || verdict === "advised") && first === id,
  );
  const shown = unkept.slice(0, 3).map(({ title, actual }) => `_${title}_: ${oneLine(actual ?? "")}`);
  const more = unkept.length > shown.length ? `; ${unkept.length - shown.length} more` : "";
  return unkept.length === 0 ? [] : [`- ${name}: ${shown.join("; ")}${more}`];
}

/** What came, in a line. That a program did not survive is no matter of this page: the rule was not kept. */
function oneLine(text) {
  if (/the client program|ECONNREFUSED/.test(text)) {
    return "the connection ended";
  }
  const line = text.replace(/\s+/g, " ").trim();
  const short = line.length > 160 ? `${line.slice(0, 160)}…` : line;
  return short.replace(/[|<>*_`[\]]/g, (character) => `\\${character}`);
}

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { violationRules } from "@sockeye/protocol";
import { describe, expect, test } from "vitest";

const packages = new URL("../../", import.meta.url);
const document = readFileSync(new URL("../PROTOCOL.md", packages), "utf8");
const violationsFile = readFileSync(new URL("../src/violations.ts", import.meta.url), "utf8");

/** A citation is `PROTOCOL.md, ` and then titles of sections or ids of requirements. */
const citation = /PROTOCOL\.md, ([A-Z][^.;)]*)/g;
const idPattern = /\bEIO[34]?-[A-Z]+-\d+\b/g;

const requirementIds = new Set(
  [...document.matchAll(/^- \*\*(EIO[34]?-[A-Z]+-\d+)\*\* \(/gm)].map(([, id = ""]) => id),
);
const titles = new Set(
  [...document.matchAll(/^#{2,} (?:\d+(?:\.\d+)*\. )?(.+)$/gm)].map(([, title = ""]) => title),
);

interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every file of all packages' sources; that of the requirements themselves is made from the document. */
const sources: Source[] = readdirSync(packages)
  .flatMap((name) => filesBelow(new URL(`${name}/src/`, packages)))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

test("the document and the sources are found", () => {
  expect(requirementIds.size).toBeGreaterThan(150);
  expect(titles).toContain("Socket.IO packets");
  expect(sources.length).toBeGreaterThan(100);
  expect(citationsIn(sources).length).toBeGreaterThan(100);
});

test("every requirement that code cites exists", () => {
  const unknown = sources.flatMap(({ path, text }) =>
    [...text.matchAll(idPattern)].filter(([id]) => !requirementIds.has(id)).map(([id]) => `${path}: ${id}`),
  );

  expect(unknown).toEqual([]);
});

test("every section that code cites exists", () => {
  expect(citationsIn(sources).filter(({ part }) => !isKnown(part))).toEqual([]);
});

test.each([
  ["/** PROTOCOL.md, No such section. */", ["No such section"]],
  ["// See PROTOCOL.md, Namespaces and Nothing.", ["Nothing"]],
  [" * (PROTOCOL.md,\n * EIO-XYZ-1) and more", ["EIO-XYZ-1"]],
  ["/** PROTOCOL.md, EIO-TXT-8, EIO-EV-3 and EIO-EV-8. */", []],
  ["/** PROTOCOL.md, Socket.IO packets. */", []],
])("a citation is judged by all its parts: %s", (text, unknown) => {
  const parts = citationsIn([{ path: "", text }]).map(({ part }) => part);

  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter((part) => !isKnown(part))).toEqual(unknown);
});

describe("section 17", () => {
  const [, section = ""] = /^## \d+\. Violations$([\s\S]*?)^## /m.exec(document) ?? [];
  const rows = [...section.matchAll(/^\| `([A-Z0-9_]+)` +\| (\d+) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, code = "", closeCode = "", message = "", ids = ""]) => ({ code, closeCode, message, ids }),
  );

  test("has the codes, close codes and texts of the codec, in its order", () => {
    const rules = Object.entries(violationRules).map(([code, { closeCode, message }]) => {
      return { code, closeCode: `${closeCode}`, message };
    });

    expect(rows.map(({ code, closeCode, message }) => ({ code, closeCode, message }))).toEqual(rules);
  });

  test("names requirements that exist", () => {
    expect(rows.flatMap(({ ids }) => ids.split(", ")).filter((id) => !requirementIds.has(id))).toEqual([]);
  });

  test("names for each code the requirements that stand above it in the codec", () => {
    const noted = [...violationsFile.matchAll(/^ {2}\/\/ (.+)\n {2}([A-Z0-9_]+): \{/gm)].map(
      ([, ids = "", code = ""]) => `${code}: ${ids}`,
    );

    expect(rows.map(({ code, ids }) => `${code}: ${ids}`)).toEqual(noted);
  });
});

/** The sections and requirements that are cited, one by one. */
function citationsIn(texts: readonly Source[]): { readonly path: string; readonly part: string }[] {
  return texts.flatMap(({ path, text }) => {
    const lines = text
      .replaceAll("Socket.IO packets", "Socket_IO packets")
      .replaceAll("Engine.IO", "Engine_IO");
    const prose = lines.replace(/\s*\n\s*(?:\/\/|\*(?!\/))? ?/g, " ");
    return [...prose.matchAll(citation)]
      .flatMap(([, cited = ""]) => cited.split(/,? and |, /))
      .map((part) => ({ path, part: part.replaceAll("_IO", ".IO").trim() }));
  });
}

function isKnown(part: string): boolean {
  return titles.has(part) || requirementIds.has(part);
}

function filesBelow(directory: URL): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => fileURLToPath(new URL(name, directory)));
}

import type { Level, Requirement, Revision, Side } from "./requirement.js";

/** PROTOCOL.md is not written the way its requirements can be taken from it: a mistake of its authors. */
export class ExtractionError extends Error {
  override readonly name = "ExtractionError";
  readonly code = "REQUIREMENT_INVALID";
  /** The line of the document, from 1. */
  readonly line: number;

  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
    this.line = line;
  }
}

const fence = /^\s*(?:```|~~~)/;
const heading = /^(#{1,6}) +(.+?) *$/;
const numbered = /^\d+(?:\.\d+)*\. /;
/** Anything that seems to be meant as a requirement, so that a slip of the pen doesn't hide one. */
const candidate = /^\s*(?:[-*+]|\d+[.)])\s+\*\*EIO[^*\s]*-/;
const item = /^- \*\*(EIO([34]?)(?:-[A-Z][A-Z0-9]*)+-[1-9]\d*)\*\*(?: (.*))?$/;
const marked = /^\((server|client|both)\) (.+)$/;
const continuation = /^ {2,}\S/;
/** What may stand right under an item without going on with it. */
const interruption = /^(?:\s*$|[-*+>|<]|#|```|~~~|\d+[.)] )/;
/** A code span, which stays, or else a link, of which the text stays. */
const codeOrLink = /(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|\[((?:`[^`]*`|[^\]`])*)\]\((?:[^()]|\([^()]*\))*\)/g;

const levels: readonly (readonly [Level, RegExp])[] = [
  ["MUST", /\b(?:MUST|REQUIRED|SHALL)\b/],
  ["SHOULD", /\b(?:SHOULD|RECOMMENDED)\b/],
  ["MAY", /\b(?:MAY|OPTIONAL)\b/],
];

/** Where the reading of the document stands. */
interface Section {
  readonly depth: number;
  readonly title: string;
}

/**
 * The requirements of PROTOCOL.md, in its order. Each is a list item under a numbered heading:
 *
 * ```
 * - **EIO4-HB-3** (server) A server MUST …
 *   goes on.
 * ```
 *
 * `EIO-` is a rule of both revisions, `EIO3-` and `EIO4-` of one; the word in parentheses is who it binds: `server`,
 * `client` or `both`. Throws an `ExtractionError` at the first item that is not of this form.
 */
export function extractRequirements(markdown: string): Requirement[] {
  const found = new Map<string, Requirement>();
  const lines = markdown.split(/\r?\n/);
  let section: Section | undefined;
  let isCode = false;
  for (const [index, line] of lines.entries()) {
    isCode = fence.test(line) ? !isCode : isCode;
    if (isCode) {
      continue;
    }
    section = sectionAfter(line, section);
    if (candidate.test(line)) {
      const requirement = readItem(lines, index, section);
      if (found.has(requirement.id)) {
        throw new ExtractionError(index + 1, `${requirement.id} is there twice`);
      }
      found.set(requirement.id, requirement);
    }
  }
  return [...found.values()];
}

/** A numbered heading opens a section; one without a number closes it, unless it stands inside of the section. */
function sectionAfter(line: string, section: Section | undefined): Section | undefined {
  const [, hashes = "", title = ""] = heading.exec(line) ?? [];
  if (numbered.test(title)) {
    return { depth: hashes.length, title: withoutLinks(title) };
  }
  return hashes !== "" && section !== undefined && hashes.length <= section.depth ? undefined : section;
}

function readItem(lines: readonly string[], index: number, section: Section | undefined): Requirement {
  const number = index + 1;
  const [, id, digit, rest = ""] = item.exec(lines[index] ?? "") ?? [];
  if (id === undefined) {
    throw new ExtractionError(number, "expected an item like - **EIO4-HB-3** (server) A server MUST …");
  }
  const [, marker, start] = marked.exec(rest) ?? [];
  if (marker === undefined || start === undefined) {
    throw new ExtractionError(number, `${id} wants (server), (client) or (both), and then its text`);
  }
  if (section === undefined) {
    throw new ExtractionError(number, `${id} stands under no numbered heading`);
  }
  const text = withoutLinks([start, ...continuationAfter(lines, index, id)].join(" "));
  const level = levels.find(([, words]) => words.test(text))?.[0];
  if (level === undefined) {
    throw new ExtractionError(number, `${id} has no MUST, SHOULD or MAY in capitals`);
  }
  return { id, section: section.title, sides: sidesOf(marker), level, revisions: revisionsOf(digit), text };
}

function continuationAfter(lines: readonly string[], index: number, id: string): readonly string[] {
  const rest = lines.slice(index + 1);
  const length = rest.findIndex((line) => !continuation.test(line) || fence.test(line));
  const next = rest[length] ?? "";
  if (length >= 0 && !interruption.test(next) && !fence.test(next)) {
    throw new ExtractionError(index + 2 + length, `what goes on with ${id} is indented by two spaces`);
  }
  return rest.slice(0, length < 0 ? rest.length : length).map((line) => line.trim());
}

function withoutLinks(text: string): string {
  return text.replace(codeOrLink, (whole, ticks?: string, label?: string) =>
    ticks === undefined ? (label ?? "") : whole,
  );
}

function sidesOf(marker: string): readonly Side[] {
  if (marker === "both") {
    return ["server", "client"];
  }
  return [marker === "server" ? "server" : "client"];
}

function revisionsOf(digit: string | undefined): readonly Revision[] {
  if (digit === "") {
    return [3, 4];
  }
  return [digit === "3" ? 3 : 4];
}

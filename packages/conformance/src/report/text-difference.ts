import type { Outcome, TranscriptLine, TranscriptSource } from "../run/outcome.js";
import type { Paint } from "./paint.js";
import { printable } from "./printable.js";
import type { Rulebook } from "./rulebook.js";

const arrows: Readonly<Record<TranscriptSource, string>> = { kit: "→", peer: "←", note: "·" };

/** One case that did not pass: what it is about, what was expected and what came, and all that went over the wire. */
export function textDifference(outcome: Outcome, rules: Rulebook, paint: Paint): string {
  const { verdict, caseId, revision, title, requirements, transcript } = outcome;
  const label = paint(verdict === "failed" ? "red" : "yellow", verdict.toUpperCase());
  const body = [
    title,
    ...requirements.map((id) => ruleLine(id, rules)),
    ...factLines(outcome, paint),
    ...transcriptLines(transcript),
  ];
  const heading = `${label} ${paint("bold", caseId)} (EIO ${revision})`;
  return [heading, ...body.map((line) => `  ${line}`)].join("\n");
}

function ruleLine(id: string, rules: Rulebook): string {
  const rule = rules.find(id);
  return rule === undefined ? `${id} is not in PROTOCOL.md` : `${id} (${rule.section}): ${rule.text}`;
}

function factLines({ expected, actual }: Outcome, paint: Paint): readonly string[] {
  return Object.entries({ expected, actual }).flatMap(([name, fact]) =>
    fact === undefined ? [] : labelled(paint("bold", name.padEnd(8)), fact),
  );
}

/** A fact of several lines, like the stack of an error, goes on under its first one. */
function labelled(label: string, fact: string): readonly string[] {
  return fact.split("\n").map((line, index) => `${index === 0 ? label : " ".repeat(8)} ${printable(line)}`);
}

/** For example `  12 ms → 40{"token":"abc"}`: sent by the kit 12 ms after the case began. */
export function transcriptLines(transcript: readonly TranscriptLine[]): readonly string[] {
  const times = transcript.map(({ atMs }) => `${Math.round(atMs)} ms`);
  const width = Math.max(...times.map(({ length }) => length));
  return transcript.map(
    ({ source, text }, index) => `${times[index]?.padStart(width)} ${arrows[source]} ${printable(text)}`,
  );
}

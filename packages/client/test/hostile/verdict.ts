import type { Happening } from "./application.js";
import type { Observation } from "./observation.js";
import type { Outcome } from "./script.js";

/** What the application heard of one connection. */
interface Life {
  /** For instance `connect; disconnect: transport close: 1000`. */
  readonly story: string;
  readonly hasEnded: boolean;
  /** How long it was connected. */
  readonly connectedMs: number;
}

/** How the observation differs from the outcome it comes closest to: not at all, if all is well. */
export function complaints(observation: Observation, outcomes: readonly Outcome[]): string[] {
  const [closest = ["the script has no outcome"]] = outcomes
    .map((outcome) => complaintsOf(observation, outcome))
    .toSorted((a, b) => a.length - b.length);
  return closest;
}

/** The time between the starts of one connection and the next, in milliseconds. */
export function gaps({ startsMs }: Observation): number[] {
  return startsMs.slice(1).map((atMs, index) => atMs - (startsMs[index] ?? 0));
}

function complaintsOf(observation: Observation, outcome: Outcome): string[] {
  const { accepted, events, hasHeardCanary, open } = observation;
  const lives = livesOf(observation.happenings);
  const ended = lives.filter(({ hasEnded }) => hasEnded);
  const told = outcome.reaction === "stays" ? lives : ended;
  const { reaction, story, delivers = [], withholds = [], lastsMs = 0 } = outcome;
  const leavesOpen = outcome.leavesOpen ?? (reaction === "gives up" ? 0 : 1);
  const undue = reaction === "stays" ? withholds : [...withholds, "canary"];
  return [
    ...(told.length === 0 ? [`expected ${story}; the application was told nothing`] : []),
    ...told.filter((life) => !matches(life, story)).map((life) => `expected ${story}; got ${life.story}`),
    ...(reaction === "stays" && !hasHeardCanary ? ["expected a later event to arrive"] : []),
    ...(reaction === "comes back" && accepted < 2 ? ["expected another attempt to connect"] : []),
    ...(reaction !== "comes back" && accepted !== 1
      ? [`expected one connection; there were ${accepted}`]
      : []),
    ...(open > leavesOpen ? [`expected at most ${leavesOpen} to be open; ${open} connections are`] : []),
    ...delivers.filter((name) => !events.has(name)).map((name) => `expected the event ${name}`),
    ...undue.filter((name) => events.has(name)).map((name) => `expected no event ${name}`),
    ...ended
      .filter(({ connectedMs }) => connectedMs < lastsMs)
      .map(({ connectedMs }) => `expected to stay connected for ${lastsMs} ms; were ${connectedMs} ms`),
  ];
}

function matches({ story }: Life, expected: string | RegExp): boolean {
  return typeof expected === "string" ? story === expected : expected.test(story);
}

function livesOf(happenings: readonly Happening[]): Life[] {
  const lives: Life[] = [];
  let chapters: Happening[] = [];
  for (const happening of happenings) {
    chapters.push(happening);
    if (happening.text === "connect") continue;
    lives.push(lifeOf(chapters, true));
    chapters = [];
  }
  return chapters.length === 0 ? lives : [...lives, lifeOf(chapters, false)];
}

function lifeOf(chapters: readonly Happening[], hasEnded: boolean): Life {
  const story = chapters.map(({ text }) => text).join("; ");
  const connectedMs = (chapters.at(-1)?.atMs ?? 0) - (chapters[0]?.atMs ?? 0);
  return { story, hasEnded, connectedMs };
}

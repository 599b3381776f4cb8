import type { TranscriptLine, TranscriptSource } from "./outcome.js";

const longestLine = 200;
const mostBytes = 48;

/** What happened in one case, in order, on all of its connections. */
export class Transcript {
  readonly #lines: TranscriptLine[] = [];
  readonly #startedAtMs = performance.now();
  #connections = 0;

  get lines(): readonly TranscriptLine[] {
    return this.#lines;
  }

  /** What the lines of a further connection start with: nothing for the first one, then `#2 `. */
  addConnection(): string {
    this.#connections += 1;
    return this.#connections === 1 ? "" : `#${this.#connections} `;
  }

  /** The label tells the connection, see `addConnection`. */
  add(source: TranscriptSource, text: string, label = ""): void {
    const atMs = Math.round(performance.now() - this.#startedAtMs);
    this.#lines.push({ atMs, source, text: `${label}${oneLine(text)}` });
  }
}

/** A text as one line of so many characters; control characters are escaped, what is cut is told by the length. */
export function oneLine(text: string, longest = longestLine): string {
  const isLong = text.length > longest;
  const line = escapeControls(isLong ? text.slice(0, longest) : text);
  return isLong ? `${line}… (${counted(text.length)} characters)` : line;
}

/** Bytes as `<01 02 03>`; of many the first ones, and their number. */
export function hex(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, mostBytes), (byte) => byte.toString(16).padStart(2, "0")).join(
    " ",
  );
  return bytes.length > mostBytes ? `<${shown} …> (${counted(bytes.length)} bytes)` : `<${shown}>`;
}

/** A number as people read it: `2,000`. */
export function counted(value: number): string {
  return value.toLocaleString("en-US");
}

function escapeControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return character === "\n" ? "\\n" : character === "\r" ? "\\r" : `\\u${code}`;
  });
}

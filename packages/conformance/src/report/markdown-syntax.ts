import { printable } from "./printable.js";

/** How much of what was seen a page shows; the other reports have the rest. */
const maxSpanLength = 200;

/** Text of the other side, as it is, between as many backticks as it takes; cut if it is long. */
export function codeSpan(text: string): string {
  const safe = printable(text);
  const shown = safe.length > maxSpanLength ? `${safe.slice(0, maxSpanLength)}…` : safe;
  const longestRun = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longestRun + 1);
  return /^`|`$|^ .* $|^$/.test(shown) ? `${ticks} ${shown} ${ticks}` : `${ticks}${shown}${ticks}`;
}

/** Words that are not meant as Markdown. */
export function escapeMarkdown(text: string): string {
  return printable(text).replace(/[\\`*_[\]<>|#&]/g, "\\$&");
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Control characters, marks that turn the direction of text, what is no character at all, halves of characters. */
const unprintable = /[\p{Cc}\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Cs}/gu;

/**
 * Text of the other side, safe to print on a terminal, on one line, and to put into XML: whatever would do something
 * rather than be seen becomes its JavaScript escape.
 */
export function printable(text: string): string {
  return text.replace(unprintable, escaped);
}

function escaped(character: string): string {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const firstPrintable = 0x20;

/**
 * Reads an array of strings without an escape, from the first quote at `start` to the bracket that ends the text:
 * the arguments of `["chat","hello"]`, which is what chats are made of. To call the built-in parser for so little
 * costs more than to read it (bench/codec.js). Undefined for anything else, which that parser then judges.
 */
export function readStrings(text: string, start: number): string[] | undefined {
  const last = text.length - 1;
  if (text.charCodeAt(last - 1) !== quote) {
    return undefined;
  }
  const strings: string[] = [];
  let at = start;
  while (text.charCodeAt(at) === quote) {
    const end = endOfString(text, at + 1);
    strings.push(text.slice(at + 1, end));
    if (end + 1 >= last) {
      return end + 1 === last ? strings : undefined; // the bracket has been seen there, or this was no string
    }
    if (text.charCodeAt(end + 1) !== comma) {
      return undefined;
    }
    at = end + 2;
  }
  return undefined;
}

/** Where the closing quote is; the end of the text where the string is none that can be taken as it stands. */
function endOfString(text: string, start: number): number {
  let at = start;
  let code = text.charCodeAt(at);
  while (code !== quote && code !== backslash && code >= firstPrintable) {
    at += 1;
    code = text.charCodeAt(at); // NaN behind the end, which is not greater than anything
  }
  return code === quote ? at : text.length;
}

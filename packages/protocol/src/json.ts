/** What a text is as JSON, which has no undefined; undefined where it is none. Never throws. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // the parser's message would only quote the peer
  }
}

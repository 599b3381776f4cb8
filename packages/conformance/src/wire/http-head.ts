/** What an HTTP message starts with. */
export interface HttpHead {
  /** The request line or the status line. */
  readonly startLine: string;
  /** Names are lowercase; what came several times is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** What came behind the empty line. */
  readonly rest: Buffer;
}

const end = "\r\n\r\n";

/** Reads the head of an HTTP message. Returns undefined as long as it is not complete. */
export function readHead(bytes: Buffer): HttpHead | undefined {
  const length = bytes.indexOf(end);
  if (length < 0) {
    return undefined;
  }
  const [startLine = "", ...lines] = bytes.toString("latin1", 0, length).split("\r\n");
  return { startLine, headers: readHeaders(lines), rest: bytes.subarray(length + end.length) };
}

/** Writes the head of an HTTP message. */
export function writeHead(startLine: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[startLine, ...lines].join("\r\n")}${end}`;
}

/** Sets or replaces headers, whatever their case; `undefined` takes one away. */
export function mergeHeaders(
  headers: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !changed.has(name.toLowerCase()));
  const set = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries([...kept, ...set]);
}

/** The value of a header, whatever the case of its name; empty if there is none. */
export function headerOf(headers: Readonly<Record<string, string>>, name: string): string {
  const entry = Object.entries(headers).find(([other]) => other.toLowerCase() === name.toLowerCase());
  return entry?.[1] ?? "";
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  return headers;
}

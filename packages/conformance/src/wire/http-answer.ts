import { type HttpHead, readHead } from "./http-head.js";

/** An answer to an opening request, whole. */
export interface HttpAnswer {
  readonly status: number;
  /** Names are lowercase; what came several times is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer, and what came behind it. */
export interface ReadAnswer {
  readonly answer: HttpAnswer;
  readonly rest: Buffer;
}

/**
 * Reads an HTTP answer to its end: by its length, in chunks, or until the connection ends (RFC 9112, section 6.3).
 * Returns undefined as long as it is not complete.
 */
export function readAnswer(bytes: Buffer, method: string, hasEnded: boolean): ReadAnswer | undefined {
  const head = readHead(bytes);
  if (head === undefined) {
    return undefined;
  }
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head.startLine)?.[1] ?? 0);
  const body = hasNoBody(status, method)
    ? { body: Buffer.alloc(0), rest: head.rest }
    : readBody(head, hasEnded);
  return body && { answer: { status, headers: head.headers, body: body.body.toString() }, rest: body.rest };
}

interface Body {
  readonly body: Buffer;
  readonly rest: Buffer;
}

function hasNoBody(status: number, method: string): boolean {
  return status < 200 || status === 204 || status === 304 || method === "HEAD";
}

function readBody(head: HttpHead, hasEnded: boolean): Body | undefined {
  const { rest, headers } = head;
  if (/\bchunked\b/i.test(headers["transfer-encoding"] ?? "")) {
    return readChunks(rest) ?? (hasEnded ? cut(rest, rest.length) : undefined);
  }
  const length = headers["content-length"];
  if (length === undefined) {
    return hasEnded ? cut(rest, rest.length) : undefined;
  }
  return rest.length >= Number(length) || hasEnded ? cut(rest, Number(length)) : undefined;
}

function readChunks(bytes: Buffer): Body | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.toString("latin1", at, Math.max(lineEnd, at)), 16);
    const next = lineEnd + 2 + size + 2;
    if (lineEnd < 0 || Number.isNaN(size) || bytes.length < next) {
      return undefined;
    }
    if (size === 0) {
      return { body: Buffer.concat(chunks), rest: bytes.subarray(next) };
    }
    chunks.push(bytes.subarray(lineEnd + 2, next - 2));
    at = next;
  }
}

function cut(bytes: Buffer, length: number): Body {
  return { body: bytes.subarray(0, length), rest: bytes.subarray(length) };
}

import { maxNamespaceLength } from "../limits.js";

/** The namespace that needs no name on the wire. PROTOCOL.md, EIO-TXT-3. */
export const defaultNamespace = "/";

/**
 * Whether the name may stand in a packet: it starts with a slash, is not too long, has no comma or control character.
 * PROTOCOL.md, EIO-TXT-5.
 */
export function isNamespaceName(name: string): boolean {
  return name.length <= maxNamespaceLength && /^\/[^\p{Cc},]*$/u.test(name);
}

/**
 * Reads a query: that of a request, or of a revision 3 namespace (`token=abc` in `/admin?token=abc`). A repeated name
 * makes an array. The record has no prototype, so that no name in it means anything.
 * PROTOCOL.md, EIO3-NSP-4 and EIO-TXT-17.
 */
export function decodeQuery(query: string): Record<string, string | string[]> {
  const record = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = record[name];
    if (Array.isArray(earlier)) {
      earlier.push(value);
    } else {
      record[name] = earlier === undefined ? value : [earlier, value];
    }
  }
  return record;
}

/**
 * Writes what `decodeQuery` reads; values that are no strings are written as `String` has them.
 * PROTOCOL.md, EIO3-NSP-7.
 */
export function encodeNamespaceQuery(record: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(record)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      query.append(name, String(one));
    }
  }
  return query.toString();
}

interface URLSearchParamsLike extends Iterable<[string, string]> {
  append(name: string, value: string): void;
  toString(): string;
}

// A global of every runtime that has WebSocket; the package is compiled without the types of any runtime.
declare const URLSearchParams: new (query?: string) => URLSearchParamsLike;

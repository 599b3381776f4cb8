import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

/** How a body can be encoded for its way. RFC 9110, 8.4.1. */
export type ContentEncoding = "br" | "gzip" | "identity";

/** Those that make a body smaller. Of two that are equally welcome, the later one is taken. */
const compressions = ["gzip", "br"] as const satisfies ContentEncoding[];

const encoders: Readonly<Record<ContentEncoding, (body: Buffer) => Promise<Buffer>>> = {
  br: promisify<Buffer, Buffer>(brotliCompress),
  gzip: promisify<Buffer, Buffer>(gzip),
  identity: async (body) => body,
};

/** Encodes a body outside of the event loop: the best compression takes a while. */
export function encodeBody(body: Buffer, encoding: ContentEncoding): Promise<Buffer> {
  return encoders[encoding](body);
}

/**
 * The encoding that suits an `Accept-Encoding` header best. A body as it is, if nothing else is welcome; even if that
 * is not welcome either: such a client gets more out of it than out of a refusal. RFC 9110, 12.5.3.
 */
export function preferredEncoding(acceptEncoding = ""): ContentEncoding {
  const weights = new Map(acceptEncoding.toLowerCase().split(",").map(weightedName));
  const weightOf = (name: ContentEncoding): number => weights.get(name) ?? weights.get("*") ?? 0;
  return compressions.reduce<ContentEncoding>((best, one) => {
    return weightOf(one) > 0 && weightOf(one) >= weightOf(best) ? one : best;
  }, "identity");
}

/** Takes `gzip;q=0.5` apart. What can't be understood has no weight, as a number that is none compares to nothing. */
function weightedName(item: string): [name: string, weight: number] {
  const [name = "", weight = "q=1"] = item.split(";").map((part) => part.trim());
  return [name, weight.startsWith("q=") ? Number(weight.slice(2)) : Number.NaN];
}

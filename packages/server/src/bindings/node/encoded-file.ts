import { createHash } from "node:crypto";
import { type ContentEncoding, encodeBody } from "./content-encoding.js";

/** A file as it is sent in one encoding. */
export interface EncodedFile {
  readonly mediaType: string;
  readonly encoding: ContentEncoding;
  /** Differs from one encoding to the next, as the bytes do. RFC 9110, 8.8.3. */
  readonly entityTag: string;
  readonly body: Buffer;
}

/** Makes a script or source map ready to be sent. */
export async function encodeFile(
  name: string,
  content: Buffer,
  encoding: ContentEncoding,
): Promise<EncodedFile> {
  const body = await encodeBody(content, encoding);
  return { mediaType: mediaTypeOf(name), encoding, entityTag: entityTagOf(body), body };
}

function mediaTypeOf(name: string): string {
  return `application/${name.endsWith(".map") ? "json" : "javascript"}; charset=utf-8`;
}

function entityTagOf(body: Buffer): string {
  return `"${createHash("sha256").update(body).digest("base64url")}"`;
}

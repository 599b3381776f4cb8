import { isUtf8 } from "node:buffer";
import type { Frame } from "@sockeye/protocol";
import { finalBinary, finalClose, finalText, masked, mediumMark } from "./frame-header.js";

/*
 * A plain frame is a whole message or closes the connection: final, without an extension, masked as a client has to,
 * and of at most 65,535 bytes. Clients of Socket.IO send hardly anything else.
 */
const maskBytes = 4;
const codeBytes = 2;

/** Payloads up to this length are waited for when their frame comes in pieces. */
const longestAwaited = 4096;

/** What `plainFrameEnd` says of a frame that is not all there yet, and of one that is not plain. */
export const unfinished = 0;
const notPlain = -1;

/** How a peer closes a connection. */
export interface Closing {
  readonly code: number;
  readonly reason: Buffer;
  /** The close frame that answers it. */
  readonly answer: Buffer;
}

/** Where the frame ends that starts there; `unfinished` or `notPlain` otherwise. */
export function plainFrameEnd(bytes: Buffer, start: number, maxPayloadBytes: number): number {
  const available = bytes.length - start;
  if (available === 0) {
    return unfinished;
  }
  const first = bytes[start];
  if (first !== finalText && first !== finalBinary && first !== finalClose) {
    return notPlain;
  }
  if (available < 2) {
    return unfinished;
  }
  const mark = (bytes[start + 1] as number) - masked;
  const isMedium = mark === mediumMark && first !== finalClose;
  if (mark < 0 || (mark >= mediumMark && !isMedium)) {
    return notPlain;
  }
  if (isMedium && available < 4) {
    return unfinished;
  }
  const length = isMedium ? bytes.readUInt16BE(start + 2) : mark;
  const end = payloadStart(bytes, start) + length;
  if (length > maxPayloadBytes) {
    return notPlain;
  }
  if (end > bytes.length) {
    return length > longestAwaited ? notPlain : unfinished;
  }
  return end;
}

/** Whether the frame closes the connection. */
export function isClosing(bytes: Buffer, start: number): boolean {
  return bytes[start] === finalClose;
}

/** The message in a plain frame, which is unmasked in its place; undefined, and nothing done, if a text is no UTF-8. */
export function plainMessage(bytes: Buffer, start: number, end: number): Frame | undefined {
  const payload = payloadStart(bytes, start);
  const bits = applyMask(bytes, payload, end);
  if (bytes[start] === finalBinary) {
    return bytes.subarray(payload, end);
  }
  if (bits < 0x80) {
    return bytes.toString("latin1", payload, end);
  }
  if (isUtf8(bytes.subarray(payload, end))) {
    return bytes.toString("utf8", payload, end);
  }
  applyMask(bytes, payload, end);
  return undefined;
}

/** What a plain frame closes with; undefined, and nothing done, where it breaks a rule (RFC 6455, 5.5.1 and 7.4). */
export function plainClosing(bytes: Buffer, start: number, end: number): Closing | undefined {
  const payload = payloadStart(bytes, start);
  const length = end - payload;
  applyMask(bytes, payload, end);
  const code = length < codeBytes ? noCode : bytes.readUInt16BE(payload);
  const reason = bytes.subarray(Math.min(payload + codeBytes, end), end);
  if ((length === 0 || isSendableCode(code)) && isUtf8(reason)) {
    const answer = Buffer.allocUnsafe(2 + length);
    answer[0] = finalClose;
    answer[1] = length;
    bytes.copy(answer, 2, payload, end);
    return { code, reason: answer.subarray(Math.min(2 + codeBytes, answer.length)), answer };
  }
  applyMask(bytes, payload, end);
  return undefined;
}

/** RFC 6455, 7.4.1: what a close frame without a code counts as; no frame may have it. */
const noCode = 1005;
const reservedCodes = [1004, noCode, 1006];

function isSendableCode(code: number): boolean {
  const isRegistered = code >= 1000 && code <= 1014 && !reservedCodes.includes(code);
  return isRegistered || (code >= 3000 && code <= 4999);
}

function payloadStart(bytes: Buffer, start: number): number {
  const isMedium = bytes[start + 1] === masked + mediumMark;
  return start + (isMedium ? 4 : 2) + maskBytes;
}

/** Takes the mask in front of a payload off it, or puts it on again; returns all bits that are set in a byte then. */
function applyMask(bytes: Buffer, payload: number, end: number): number {
  let bits = 0;
  for (let offset = 0; offset < maskBytes; offset += 1) {
    const mask = bytes[payload - maskBytes + offset] as number;
    for (let index = payload + offset; index < end; index += maskBytes) {
      const byte = (bytes[index] as number) ^ mask;
      bytes[index] = byte;
      bits |= byte;
    }
  }
  return bits;
}

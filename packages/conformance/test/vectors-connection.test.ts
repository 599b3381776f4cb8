import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { type ViolationCode, violationRules } from "@sockeye/protocol";
import { Server } from "@sockeye/server";
import { afterEach, describe, expect, test } from "vitest";
import { MessageReader } from "../src/wire/message-reader.js";
import { closingOf } from "./vectors/client-under-test.js";
import { receiversOf } from "./vectors/codec.js";
import { endingOf } from "./vectors/server-under-test.js";
import { type FrameVector, files, hexOf, type RequestVector } from "./vectors/vector.js";

const frameVectors = [...files.engine.vectors, ...files.socket.vectors, ...files.attachments.vectors];
const isViolation = ({ violation }: FrameVector): boolean => violation !== undefined;

describe("a whole server", () => {
  const rows = frameVectors.filter(isViolation).flatMap((vector) =>
    receiversOf(vector)
      .filter(({ side }) => side === "server")
      .map((speech) => ({ ...speech, ...vector, speech, vector })),
  );

  test.each(rows)(
    "ends the connection for $id: $violation.code ($name)",
    async ({ vector, speech, violation }) => {
      const code = violation?.code as ViolationCode;

      expect(await endingOf(vector, speech)).toEqual({
        wasOpenBefore: true,
        closeCode: violation?.closeCode,
        reason: `${code}: ${violationRules[code].message}`,
      });
    },
  );
});

describe("a whole client", () => {
  const rows = [
    ...files.handshake.vectors,
    ...frameVectors.filter(({ given, receiver }) => given !== undefined && receiver === "client"),
  ]
    .filter(isViolation)
    .flatMap((vector) => vector.revisions.map((revision) => ({ ...vector, vector, revision })));

  test.each(rows)("ends the connection for $id (revision $revision)", async ({ vector, revision }) => {
    // pages can't send 1002, so clients send this
    expect(await closingOf(vector, revision)).toEqual({ code: 4002, reason: vector.violation?.code });
  });
});

describe("a server on a port", () => {
  const closers: (() => void)[] = [];
  afterEach(() => closers.splice(0).forEach((close) => void close()));

  test.each(files.requests.vectors)("answers $id", async (vector) => {
    const port = await listen(vector);

    const answer = await request(port, vector);

    const { accepted, refused } = vector;
    if (accepted !== undefined) {
      expect(answer.status).toBe(101);
      expect(answer.head).toMatch(new RegExp(`^sec-websocket-accept: ${escaped(accepted.accept)}\r$`, "im"));
      expect(messagesOf(answer.rest)).toEqual(messagesWanted(accepted));
    } else if (refused?.status === undefined) {
      expect(answer.status).not.toBe(101);
    } else {
      expect(answer.status).toBe(refused.status);
      expect(JSON.parse(answer.rest.toString())).toEqual({ code: refused.code, message: expect.any(String) });
    }
  });

  /** A server that greets those who come with three bytes, and closes; and has other answers beside the path. */
  async function listen({ serves }: RequestVector): Promise<number> {
    const http = createServer((_request, response) => response.writeHead(404).end());
    http.on("upgrade", (incoming, socket) => {
      if (!incoming.url?.startsWith("/socket.io/?")) {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      }
    });
    const allowEIO3 = serves?.includes(3) ?? true;
    const io = new Server(http, { allowEIO3, onNotice: () => undefined });
    io.on("connection", (socket) => {
      socket.emit("bytes", Buffer.of(1, 2, 3));
      socket.disconnect(true);
    });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    closers.push(() => void io.close());
    return (http.address() as AddressInfo).port;
  }
});

interface Answer {
  readonly status: number;
  readonly head: string;
  readonly rest: Buffer;
}

/** Sends the request of a vector, with a CONNECT behind it for revision 4; all that comes until the end. */
async function request(port: number, vector: RequestVector): Promise<Answer> {
  const { method, target, headers } = vector.request;
  const lines = Object.entries({ ...files.requests.headers, ...headers }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}\r\n`],
  );
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`);
  if (vector.accepted?.revision === 4) {
    socket.write(Buffer.from("8182000000003430", "hex"));
  }
  let answer = readAnswer(Buffer.alloc(0));
  let bytes = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    answer = readAnswer(bytes);
    if (answer.status === 101 && messagesOf(answer.rest).at(-1) === "close") {
      socket.end(Buffer.from("88820000000003e8", "hex"));
    }
  });
  await once(socket, "end");
  socket.destroy();
  return answer;
}

function readAnswer(bytes: Buffer): Answer {
  const end = bytes.indexOf("\r\n\r\n") + 4;
  const head = bytes.subarray(0, end).toString();
  return { status: Number(head.split(" ")[1]), head, rest: bytes.subarray(end) };
}

/** The messages on a connection, ids left out. */
function messagesOf(bytes: Buffer): string[] {
  return new MessageReader(false)
    .push(bytes)
    .map((arrival) =>
      arrival.kind === "text"
        ? arrival.text.replace(/"sid":"[^"]*"/, '"sid":"…"')
        : arrival.kind === "binary"
          ? hexOf(arrival.bytes)
          : arrival.kind,
    );
}

function messagesWanted({ revision, base64 }: NonNullable<RequestVector["accepted"]>): string[] {
  const open = '0{"sid":"…","upgrades":[],"pingInterval":25000,"pingTimeout":20000';
  const event = '451-["bytes",{"_placeholder":true,"num":0}]';
  return revision === 4
    ? [`${open},"maxPayload":1000000}`, '40{"sid":"…"}', event, "010203", "41", "close"]
    : [`${open}}`, "40", event, base64 ? "b4AQID" : "04010203", "41", "close"];
}

function escaped(text: string): string {
  return text.replace(/[+/=]/g, "\\$&");
}

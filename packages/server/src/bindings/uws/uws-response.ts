import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import { Duplex } from "node:stream";
import { UpgradeResponse } from "../node/upgrade-response.js";
import type { UwsResponse } from "./uws-app.js";
import type { CopiedRequest } from "./uws-request.js";

/** What uWebSockets.js writes by itself, or is told in another way. */
const ownHeaders: ReadonlySet<string> = new Set([
  "content-length",
  "transfer-encoding",
  "connection",
  "date",
]);
/** Those have no body, and no length of one either. RFC 9110, 8.6. */
const bodilessStatus: ReadonlySet<number> = new Set([204, 304]);

/**
 * A response for all who know those of Node: middleware of Express's shape, and our own answers. It goes nowhere by
 * itself; when it has ended, `sendTo` sends it by uWebSockets.js.
 */
export class CollectedResponse extends UpgradeResponse {
  readonly #request: CopiedRequest;
  readonly #chunks: Buffer[] = [];

  /** `ended` is called when there is a response to be sent. */
  constructor(request: CopiedRequest, ended: (response: CollectedResponse) => void) {
    super(request as unknown as IncomingMessage, nowhere());
    this.#request = request;
    this.once("finish", () => ended(this));
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    const headers = rest.at(-1);
    if (typeof headers === "object" && headers !== null) {
      for (const [name, value] of Array.isArray(headers) ? pairs(headers) : Object.entries(headers)) {
        this.setHeader(name, value); // given here they would be written, and not kept
      }
    }
    return typeof rest[0] === "string" ? super.writeHead(status, rest[0]) : super.writeHead(status);
  }

  override write(...args: unknown[]): boolean {
    this.#collect(args);
    return super.write(...args);
  }

  override end(...args: unknown[]): this {
    this.#collect(args);
    return super.end(...args);
  }

  sendTo(response: UwsResponse): void {
    const { statusCode, statusMessage } = this;
    const isClosing = this.getHeader("connection") === "close" || this.#request.headers.upgrade !== undefined;
    response.cork(() => {
      response.writeStatus(`${statusCode} ${statusMessage}`);
      for (const name of namesOf(this).filter(isOurs)) {
        [this.getHeader(name)].flat().forEach((value) => void response.writeHeader(name, String(value)));
      }
      const body = Buffer.concat(this.#chunks);
      if (bodilessStatus.has(statusCode)) {
        response.endWithoutBody();
      } else if (this.#request.method === "HEAD") {
        response.endWithoutBody(this.#length(body), isClosing);
      } else {
        response.end(body, isClosing);
      }
    });
  }

  #collect([chunk, encoding]: unknown[]): void {
    if (this.writableEnded || chunk === null || chunk === undefined || typeof chunk === "function") {
      return;
    }
    this.#chunks.push(
      typeof chunk === "string"
        ? Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
        : Buffer.from(chunk as Uint8Array),
    );
  }

  /** Of what there would be, were it asked for. */
  #length(body: Buffer): number {
    return Number(this.getHeader("content-length") ?? body.length);
  }
}

/** The names of headers as they were set; Node's types know the method for requests only. */
function namesOf(response: ServerResponse): string[] {
  return (response as unknown as Pick<ClientRequest, "getRawHeaderNames">).getRawHeaderNames();
}

function isOurs(name: string): boolean {
  return !ownHeaders.has(name.toLowerCase());
}

/** Takes everything, and ends when the response has. */
function nowhere(): Duplex {
  return new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
}

/** A list of names and values in turn, as `writeHead` takes it, too. */
function pairs(list: readonly unknown[]): [name: string, value: string][] {
  return list.flatMap((name, index) => (index % 2 === 0 ? [[String(name), list[index + 1] as string]] : []));
}

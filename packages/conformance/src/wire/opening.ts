import type { Socket } from "node:net";
import { ExpectationError } from "../run/expectation.js";
import { Inbox } from "../run/inbox.js";
import type { Scope } from "../run/scope.js";
import { acceptKey } from "./accept-key.js";
import { type HttpAnswer, type ReadAnswer, readAnswer } from "./http-answer.js";
import { writeHead } from "./http-head.js";
import { connectTo, describeFailure, type Target } from "./target.js";

/** An opening request as it is to be sent. */
export interface OpeningPlan {
  readonly target: Target;
  readonly method: string;
  /** Path and query. */
  readonly requestTarget: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

/** What came of an opening request. */
export interface Opened extends ReadAnswer {
  readonly socket: Socket;
  /** What lines of the transcript about this connection start with. */
  readonly label: string;
}

/** Sends an opening request and reads the answer. The connection is closed with the scope at the latest. */
export async function sendOpening(plan: OpeningPlan, scope: Scope): Promise<Opened> {
  const label = scope.transcript.addConnection();
  const line = `${plan.method} ${plan.requestTarget}`;
  const answers = new Inbox<ReadAnswer>(scope);
  const socket = connectTo(plan.target, () => {
    scope.transcript.add("kit", line, label);
    socket.write(writeHead(`${line} HTTP/1.1`, plan.headers));
  });
  scope.defer(() => void socket.destroy());
  collectAnswer(socket, plan.method, answers);
  const read = await answers.take({ what: `an answer to ${line}`, withinMs: plan.limitMs });
  scope.transcript.add("peer", describeAnswer(read.answer), label);
  return { ...read, socket, label };
}

/** What is wrong with an answer that should open a WebSocket; undefined if nothing is. RFC 6455, section 4.1. */
export function upgradeFault({ status, headers, body }: HttpAnswer, key: string): string | undefined {
  if (status !== 101) {
    return describeAnswer({ status, headers, body });
  }
  const wrong = [
    headers["upgrade"]?.toLowerCase() === "websocket" ? "" : `Upgrade: ${headers["upgrade"]}`,
    /(^|[ ,])upgrade($|[ ,])/i.test(headers["connection"] ?? "")
      ? ""
      : `Connection: ${headers["connection"]}`,
    headers["sec-websocket-accept"] === acceptKey(key)
      ? ""
      : `Sec-WebSocket-Accept: ${headers["sec-websocket-accept"]} instead of ${acceptKey(key)}`,
    headers["sec-websocket-extensions"] === undefined ? "" : "an extension that was not offered",
    headers["sec-websocket-protocol"] === undefined ? "" : "a subprotocol that was not offered",
  ].filter((fault) => fault !== "");
  return wrong.length === 0 ? undefined : `HTTP 101 with ${wrong.join(", ")}`;
}

/** An answer on one line. */
export function describeAnswer({ status, body }: HttpAnswer): string {
  return body === "" ? `HTTP ${status}` : `HTTP ${status} ${body}`;
}

function collectAnswer(socket: Socket, method: string, answers: Inbox<ReadAnswer>): void {
  let bytes: Buffer = Buffer.alloc(0);
  const read = (hasEnded: boolean): void => {
    const answer = readAnswer(bytes, method, hasEnded);
    if (answer !== undefined) {
      socket.pause();
      socket.removeListener("data", onData);
      socket.removeListener("end", onEnd);
      answers.push(answer);
    } else if (hasEnded) {
      answers.finish(
        new ExpectationError("an HTTP answer", "the end of the connection before one was complete"),
      );
    }
  };
  const onData = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    read(false);
  };
  const onEnd = (): void => read(true);
  socket.on("data", onData);
  socket.on("end", onEnd);
  socket.on("error", (error) => {
    answers.finish(
      new ExpectationError("an HTTP answer", `a failure of the connection: ${describeFailure(error)}`),
    );
  });
}

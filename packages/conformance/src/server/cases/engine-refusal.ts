import { ExpectationError } from "../../run/expectation.js";
import type { HttpAnswer } from "../../wire/http-answer.js";
import { describeAnswer } from "../../wire/opening.js";
import type { RequestOptions, ServerKit } from "../server-kit.js";

/** The request must be answered, and with a status that refuses it. PROTOCOL.md, Refusals. */
export async function expectRefused(kit: ServerKit, request: RequestOptions): Promise<HttpAnswer> {
  const answer = await kit.request(request);
  if (answer.status < 400) {
    throw new ExpectationError("an HTTP status of 400 or more", describeAnswer(answer));
  }
  return answer;
}

/** Headers of a request that has nothing of a WebSocket handshake. */
export const plainHttp: Readonly<Record<string, string | undefined>> = {
  Connection: "close",
  Upgrade: undefined,
  "Sec-WebSocket-Version": undefined,
  "Sec-WebSocket-Key": undefined,
};

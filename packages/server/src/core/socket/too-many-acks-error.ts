/** Thrown to an emitter when the client has left 1,024 acks of the socket unanswered; `code` is `TOO_MANY_ACKS`. */
export class TooManyAcksError extends Error {
  override readonly name = "TooManyAcksError";
  readonly code = "TOO_MANY_ACKS";

  constructor(maxPending: number) {
    super(`expected at most ${maxPending} acks to be awaited on one socket at a time`);
  }
}

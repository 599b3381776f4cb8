/** Something came that the rule does not allow, or nothing came: the case has failed. */
export class ExpectationError extends Error {
  override readonly name = "ExpectationError";
  readonly code = "EXPECTATION";
  /** What should have come, in words or as a literal frame. */
  readonly expected: string;
  /** What came instead. */
  readonly actual: string;

  constructor(expected: string, actual: string) {
    super(`Expected ${expected}; got ${actual}`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** The case can't be tried with this server or client; that is no failure. */
export class SkipError extends Error {
  override readonly name = "SkipError";
  readonly code = "SKIPPED";
  readonly reason: string;

  constructor(reason: string) {
    super(`Skipped: ${reason}`);
    this.reason = reason;
  }
}

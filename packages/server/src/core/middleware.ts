import type { UserCode } from "@sockeye/internal";
import { once } from "./once.js";

/** A function of the application's that looks at a subject and calls `next`, with an error to refuse it. */
export type Middleware<Subject> = (subject: Subject, next: (error?: Error) => void) => unknown;

/** Stands for the error of a middleware that failed: the real one has been reported, and is not for the peer. */
export class MiddlewareFault extends Error {
  override readonly name = "MiddlewareFault";

  constructor() {
    super("internal server error");
  }
}

/** How a chain of middleware runs, and what comes of it. */
export interface MiddlewareRun {
  readonly userCode: UserCode;
  /** What the chain belongs to, for the error hook. */
  readonly source: unknown;
  /** Called once: with the error that refused the subject, or without one. */
  readonly done: (refusal?: Error) => void;
}

/**
 * Leads a subject through the chain as it is now, one after another. A middleware that throws or rejects refuses the
 * subject without telling the peer why: only what the application gives to `next` is meant for it.
 */
export function runMiddleware<Subject>(
  middleware: readonly Middleware<Subject>[],
  subject: Subject,
  run: MiddlewareRun,
): void {
  step([...middleware], subject, run);
}

function step<Subject>(remaining: Middleware<Subject>[], subject: Subject, run: MiddlewareRun): void {
  const current = remaining.shift();
  if (current === undefined) {
    run.done();
    return;
  }
  const next = once((refusal: Error | string | undefined) => {
    if (refusal) {
      run.done(typeof refusal === "string" ? new Error(refusal) : refusal);
    } else {
      step(remaining, subject, run);
    }
  });
  const { userCode, source } = run;
  const refuse = (): void => next(new MiddlewareFault());
  userCode.call(current, [subject, (error?: Error) => next(error)], { hook: "middleware", source }, refuse);
}

import { printable } from "../report/printable.js";
import type { Outcome } from "../run/outcome.js";
import type { Output } from "./output.js";

/** Rewrites the line that the cursor is in. */
const clearLine = "\r\u001b[K";

/** How often there's a line where lines can't be rewritten, in cases. */
const linesEvery = 25;

/**
 * Tells on the standard error how far a run is: on a terminal in one line that is rewritten, elsewhere (the log of a
 * CI server) in a line for each failure at once, and one every 25 cases.
 */
export class Progress {
  readonly #output: Output;
  readonly #total: number;
  #done = 0;
  #failed = 0;

  constructor(output: Output, total: number) {
    this.#output = output;
    this.#total = total;
  }

  /** A case begins. */
  started(caseId: string): void {
    if (this.#output.isTTY) {
      this.#rewrite(caseId);
    }
  }

  finished(outcome: Outcome): void {
    this.#done += 1;
    this.#failed += outcome.verdict === "failed" ? 1 : 0;
    if (this.#output.isTTY) {
      this.#rewrite(outcome.caseId);
    } else {
      this.#tell(outcome);
    }
  }

  /** Leaves a clean line behind. */
  end(): void {
    if (this.#output.isTTY) {
      this.#output.write(clearLine);
    }
  }

  #rewrite(caseId: string): void {
    const line = `  ${this.#done}/${this.#total}  failed ${this.#failed}  ${caseId}`;
    this.#output.write(clearLine + line.slice(0, (this.#output.columns ?? 80) - 1));
  }

  #tell({ verdict, caseId, revision, expected = "", actual = "" }: Outcome): void {
    if (verdict === "failed") {
      const what = printable(`expected ${expected}; got ${actual}`);
      this.#output.write(`failed: ${caseId} (EIO ${revision}): ${what}\n`);
    }
    if (this.#done % linesEvery === 0) {
      this.#output.write(`${this.#done}/${this.#total}, failed ${this.#failed}\n`);
    }
  }
}

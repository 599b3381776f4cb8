/** What is going on, as lines of the error output; each grows by the contenders as they get their turn. */
export class Progress {
  #startedMs = performance.now();
  #workload;
  #isInLine = false;

  begin(workload) {
    this.#workload = workload;
  }

  step(name) {
    this.end();
    const seconds = ((performance.now() - this.#startedMs) / 1000).toFixed(0);
    process.stderr.write(`${seconds.padStart(4)} s  ${this.#workload}: ${name}:`);
    this.#isInLine = true;
  }

  on(contender) {
    process.stderr.write(` ${contender}`);
  }

  end() {
    if (this.#isInLine) {
      process.stderr.write("\n");
      this.#isInLine = false;
    }
  }
}

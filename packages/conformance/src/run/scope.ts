import { Transcript } from "./transcript.js";

type Closer = () => void | Promise<void>;

/** What belongs to one case that is being tried: its transcript, all that it opened, and what it waits for. */
export class Scope {
  readonly transcript = new Transcript();
  readonly #closers: Closer[] = [];
  readonly #failureNotes: (() => string[])[] = [];
  readonly #waits = new Set<{ readonly what: string }>();
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** What is waited for right now, in words; undefined if nothing is. */
  get waitsFor(): string | undefined {
    const whats = Array.from(this.#waits, (wait) => wait.what);
    return whats.length === 0 ? undefined : whats.join("; ");
  }

  /** Something was opened, and is to be closed when the case ends; at once if it has ended already. */
  defer(close: Closer): void {
    if (this.#isClosed) {
      void this.#run(close);
    } else {
      this.#closers.push(close);
    }
  }

  /** Lines to be noted should the case fail. */
  explainFailure(notes: () => string[]): void {
    this.#failureNotes.push(notes);
  }

  noteFailure(): void {
    for (const note of this.#failureNotes.flatMap((notes) => notes())) {
      this.transcript.add("note", note);
    }
  }

  /** A wait begins; the function that is returned ends it. */
  waiting(what: string): () => void {
    const wait = { what };
    this.#waits.add(wait);
    return () => this.#waits.delete(wait);
  }

  /** The case has ended: closes all that it opened, the last one first. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const close of this.#closers.reverse()) {
      await this.#run(close);
    }
  }

  async #run(close: Closer): Promise<void> {
    try {
      await close();
    } catch (error) {
      this.transcript.add("note", `closing failed: ${error}`);
    }
  }
}

import type { EventEmitter } from "node:events";

/** Where the command writes to: `process.stdout` and `process.stderr`, or something that tests read. */
export interface Output {
  write(text: string): void;
  readonly isTTY?: boolean;
  /** How wide the terminal is. */
  readonly columns?: number;
}

/** Nobody reads any more (`conformance … | head`): what is written from there on is lost, and that is no error. */
export function ignoreClosedPipe(stream: EventEmitter): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}

/** With so many bytes a write is due before the turn is over: so it shows at once that a peer does not keep up. */
export const largestPendingBytes = 16_384;

/** Somebody who has bytes to write when the turn of the event loop is over. */
export interface TurnWriter {
  /** Writes them, in one go. */
  flush(): void;
}

/** Calls a function when the turn is over. */
type Defer = (end: (turn: WriteTurn) => void, turn: WriteTurn) => void;

/**
 * One turn of the event loop, for all connections of a server: what it makes for a connection leaves in one write. To
 * write is what costs (bench/server.js, echo with 8 in flight). A tick of Node's runs right behind the callback that
 * brought a chunk of bytes, so nothing waits for anything but the application's handlers.
 */
export class WriteTurn {
  readonly #defer: Defer;
  #writers: TurnWriter[] = [];

  /** Another runtime's turn ends elsewhere. */
  constructor(defer: Defer = process.nextTick) {
    this.#defer = defer;
  }

  /** The writer is flushed at the end of the turn. It joins once, until then. */
  join(writer: TurnWriter): void {
    if (this.#writers.push(writer) === 1) {
      this.#defer(endTurn, this);
    }
  }

  end(): void {
    const writers = this.#writers;
    this.#writers = [];
    for (let index = 0; index < writers.length; index += 1) {
      (writers[index] as TurnWriter).flush();
    }
  }
}

function endTurn(turn: WriteTurn): void {
  turn.end();
}

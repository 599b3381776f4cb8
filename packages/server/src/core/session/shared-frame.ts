import type { Frame } from "@sockeye/protocol";

/**
 * A frame on its way to many connections. The transports of one kind may send it in a form of their own, which is made
 * when the first of them needs it.
 */
export class SharedFrame {
  readonly frame: Frame;
  #form: unknown;
  #maker: ((frame: Frame) => unknown) | undefined;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** What `make` makes of the frame: one value for all who ask one after the other with the same function. */
  formBy<Form>(make: (frame: Frame) => Form): Form {
    if (this.#maker !== make) {
      this.#maker = make;
      this.#form = make(this.frame);
    }
    return this.#form as Form;
  }
}

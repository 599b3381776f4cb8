/** Things that come one by one, for somebody who asks for them one by one. */
export class Inbox<Item> {
  readonly #items: Item[] = [];
  readonly #waiting: { resolve(item: Item): void; reject(error: Error): void }[] = [];
  #end: Error | undefined;

  push(item: Item): void {
    const first = this.#waiting.shift();
    if (first === undefined) {
      this.#items.push(item);
    } else {
      first.resolve(item);
    }
  }

  /** Nothing more will come. */
  end(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  next(): Promise<Item> {
    const [item] = this.#items;
    if (item !== undefined) {
      this.#items.shift();
      return Promise.resolve(item);
    }
    if (this.#end !== undefined) {
      return Promise.reject(this.#end);
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }
}

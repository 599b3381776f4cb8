const MAX_ENTRIES = 200;

/**
 * The messages of one room as this tab knows them, in the order in which they are shown. An entry is a message of the
 * server's with a `state`: "sent", or for one's own also "waiting" (for the connection), "sending" or "failed".
 */
export class RoomLog {
  entries = [];

  /** Where a catch-up starts: the last message that is known to be on the server. */
  get lastId() {
    return this.entries.findLast(({ state }) => state === "sent")?.id;
  }

  get waiting() {
    return this.entries.filter(({ state }) => state === "waiting");
  }

  find(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  /** Adds one's own message, before the server knows it. */
  draft(entry) {
    this.#keep([...this.entries, { ...entry, state: "waiting" }]);
  }

  update(id, change) {
    this.entries = this.entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
  }

  /** Takes in messages from the server. One that is here already, such as one's own whose ack got lost, stays single. */
  merge(messages) {
    const known = new Set(this.entries.map(({ id }) => id));
    for (const { id, time } of messages) if (known.has(id)) this.update(id, { state: "sent", time });
    const added = messages
      .filter(({ id }) => !known.has(id))
      .map((message) => ({ ...message, state: "sent" }));
    const isSent = ({ state }) => state === "sent";
    const end = this.entries.findLastIndex(isSent) + 1;
    this.#keep([...this.entries.slice(0, end), ...added, ...this.entries.slice(end)]);
  }

  #keep(entries) {
    this.entries = entries.slice(-MAX_ENTRIES);
  }
}

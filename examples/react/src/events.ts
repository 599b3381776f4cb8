/** What the server says. */
export interface ServerToClient {
  count: (count: number) => void;
  /** How many pages are connected. */
  people: (people: number) => void;
}

/** What a page says. */
export interface ClientToServer {
  add: () => void;
}

/** Anything with `once`: client sockets and managers, servers, namespaces, server sockets. */
export interface OnceEmitter {
  once(event: string, listener: (...args: never[]) => void): unknown;
}

const patienceMs = 4_000;

/** The arguments of the next `event`; rejects, naming the event, when it does not come. */
export function once<Args extends unknown[]>(emitter: OnceEmitter, event: string): Promise<Args> {
  const silence = new Error(`expected the event "${event}", got none in ${patienceMs} ms`);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, patienceMs, silence);
    emitter.once(event, (...args: never[]) => {
      clearTimeout(timer);
      resolve(args as unknown as Args);
    });
  });
}

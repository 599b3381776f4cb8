import type { UntypedListener } from "./typed-events.js";

/** Where in the application's code an error came from. */
export interface FaultContext {
  /** What kind of code was called: `listener`, `middleware`, `allowRequest`… */
  readonly hook: string;
  /** The event that was being told, where the hook is a listener. */
  readonly event?: string;
  /** What the code belongs to: a socket, a namespace, the engine. */
  readonly source: unknown;
}

/**
 * Hears of every error that the application's own code throws, or rejects with, when it is called. The process,
 * the connection and the other listeners go on.
 *
 * @example
 * const io = new Server(3000, { onError: (error, { hook, event }) => logger.error({ error, hook, event }) });
 */
export type ErrorHook = (error: unknown, context: FaultContext) => void;

/** The part of an event emitter that dispatching needs. */
interface Dispatchable {
  rawListeners(event: string): readonly unknown[];
}

/** Calls the application's code, so that no error of it goes any further than to the error hook. */
export class UserCode {
  readonly #options: { readonly onError?: ErrorHook | undefined };

  /** Of the options only the error hook is read, each time anew: it may change. */
  constructor(options: { readonly onError?: ErrorHook | undefined }) {
    this.#options = options;
  }

  /** Hands an error to the hook, which may itself be faulty. */
  report(error: unknown, context: FaultContext): void {
    attempt(this.#options.onError ?? printFault, undefined, [error, context], (errorOfHook) => {
      printFault(error, context);
      printFault(errorOfHook, { hook: "onError", source: context.source });
    });
  }

  /**
   * Calls every listener of an event and returns how many there were. Unlike an emitter's `emit` it goes on when a
   * listener throws, sees a promise that rejects, and takes `error` for a name like any other.
   */
  dispatch(emitter: Dispatchable, event: string, args: readonly unknown[], onFailure?: () => void): number {
    const listeners = emitter.rawListeners(event) as readonly UntypedListener[];
    this.#callAll(listeners, args, { hook: "listener", event, source: emitter }, onFailure);
    return listeners.length;
  }

  /** Calls the listeners of any event with its name and arguments. Most often there are none. */
  callAny(listeners: readonly UntypedListener[], event: readonly unknown[], source: unknown): void {
    if (listeners.length > 0) {
      this.#callAll(listeners, event, { hook: "any-listener", event: String(event[0]), source });
    }
  }

  /** Calls one function of the application's, and watches the promise that it may return. */
  call(
    callback: UntypedListener,
    args: readonly unknown[],
    context: FaultContext,
    onFailure?: () => void,
  ): void {
    attempt(callback, context.source, args, (error) => {
      this.report(error, context);
      onFailure?.();
    });
  }

  /** Waits for what the application's code has returned, should it be a promise: it may reject. */
  watch(result: unknown, context: FaultContext, onFailure?: () => void): void {
    this.call(() => result, [], context, onFailure);
  }

  #callAll(
    listeners: readonly UntypedListener[],
    args: readonly unknown[],
    context: FaultContext,
    onFailure?: () => void,
  ): void {
    for (let index = 0; index < listeners.length; index += 1) {
      this.call(listeners[index] as UntypedListener, args, context, onFailure);
    }
  }
}

/** Calls a function, which may throw, or return a promise that rejects: either way `failed` is told, once. */
function attempt(
  run: UntypedListener,
  self: unknown,
  args: readonly unknown[],
  failed: (error: unknown) => void,
): void {
  try {
    const result: unknown = Reflect.apply(run, self, args);
    if (isThenable(result)) {
      result.then(undefined, failed);
    }
  } catch (error) {
    failed(error);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
}

function printFault(error: unknown, { hook, event }: FaultContext): void {
  const where = event === undefined ? hook : `${hook} of "${event}"`;
  // biome-ignore lint/suspicious/noConsole: without a hook of the application's this is the only place to tell
  console.error(`sockeye: error in ${where}:`, error);
}

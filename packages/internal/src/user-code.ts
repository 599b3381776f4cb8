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
    const hookFailed = (errorOfHook: unknown): void => {
      printFault(error, context);
      printFault(errorOfHook, { hook: "onError", source: context.source });
    };
    try {
      const result: unknown = (this.#options.onError ?? printFault)(error, context);
      if (isThenable(result)) {
        result.then(undefined, hookFailed);
      }
    } catch (errorOfHook) {
      hookFailed(errorOfHook);
    }
  }

  /**
   * Calls every listener of an event and returns how many there were. Unlike an emitter's `emit` it goes on when a
   * listener throws, sees a promise that rejects, and takes `error` for a name like any other.
   */
  dispatch(emitter: Dispatchable, event: string, args: readonly unknown[], onFailure?: () => void): number {
    const listeners = emitter.rawListeners(event) as readonly UntypedListener[];
    for (let index = 0; index < listeners.length; index += 1) {
      try {
        const result: unknown = Reflect.apply(listeners[index] as UntypedListener, emitter, args);
        if (result !== undefined) {
          this.watch(result, { hook: "listener", event, source: emitter }, onFailure);
        }
      } catch (error) {
        this.#fail(error, { hook: "listener", event, source: emitter }, onFailure);
      }
    }
    return listeners.length;
  }

  /** Calls the listeners of any event with its name and arguments. Most often there are none. */
  callAny(listeners: readonly UntypedListener[], event: readonly unknown[], source: unknown): void {
    for (let index = 0; index < listeners.length; index += 1) {
      const context = { hook: "any-listener", event: String(event[0]), source };
      this.call(listeners[index] as UntypedListener, event, context);
    }
  }

  /** Calls one function of the application's, and watches the promise that it may return. */
  call(
    callback: UntypedListener,
    args: readonly unknown[],
    context: FaultContext,
    onFailure?: () => void,
  ): void {
    try {
      this.watch(callback(...args), context, onFailure);
    } catch (error) {
      this.#fail(error, context, onFailure);
    }
  }

  /** Waits for what the application's code has returned, should it be a promise: it may reject. */
  watch(result: unknown, context: FaultContext, onFailure?: () => void): void {
    if (isThenable(result)) {
      result.then(undefined, (error: unknown) => this.#fail(error, context, onFailure));
    }
  }

  #fail(error: unknown, context: FaultContext, onFailure: (() => void) | undefined): void {
    this.report(error, context);
    onFailure?.();
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

/**
 * The types behind typed events: a user describes the events of a connection once, as a map from the event's
 * name to the signature of its listener, and every `on` and `emit` is checked against that map.
 *
 * ```ts
 * interface ServerToClient {
 *   welcome: (message: string) => void;
 *   ask: (question: string, answer: (text: string) => void) => void; // a function in last place: an acknowledgement
 * }
 * ```
 *
 * Server and client share these types, so that a map written once means the same on both ends.
 * They cost nothing at run time: the file has no code.
 */

/** What an application without event maps sends and receives: nothing is known about it, nothing is refused. */
// biome-ignore lint/suspicious/noExplicitAny: untyped events must accept every listener and every value
type Untyped = any;

/** Any function at all. `never` in the place of the arguments is what every signature can be assigned to. */
type Callable = (...args: never[]) => unknown;

/**
 * A listener of an event whose arguments nobody has described: all of them are `any`.
 *
 * @example
 * const print: UntypedListener = (...args) => console.log(args);
 */
export type UntypedListener = (...args: Untyped[]) => void;

/**
 * The bound of every event map: names on the left, listeners on the right.
 * The values are `any`, because TypeScript lets an `interface` (which has no index signature of its own) stand
 * for an indexed type only then.
 *
 * @example
 * class Relay<Events extends EventsMap> {}
 */
export interface EventsMap {
  // biome-ignore lint/suspicious/noExplicitAny: with any other type, maps written as interfaces are refused
  [event: string]: any;
}

/**
 * The map of those who do not describe their events: every name exists and takes every argument.
 *
 * @example
 * const io = new Server<DefaultEventsMap, ServerToClient>(3000);
 */
export interface DefaultEventsMap {
  [event: string]: (...args: Untyped[]) => void;
}

/** What `socket.data` is as long as nobody describes it: `any`. */
export type DefaultSocketData = Untyped;

/**
 * The names in a map that can be names of events (a number can not).
 *
 * @example
 * type Name = EventNames<{ welcome: (message: string) => void }>; // "welcome"
 */
export type EventNames<Map extends EventsMap> = keyof Map & (string | symbol);

/**
 * The arguments of an event, the acknowledgement included, as a tuple.
 *
 * @example
 * type Arguments = EventParams<{ move: (x: number, y: number) => void }, "move">; // [x: number, y: number]
 */
export type EventParams<Map extends EventsMap, Name extends EventNames<Map>> = Parameters<Map[Name]>;

/** The names that an emitter can listen to: those it emits itself (`disconnect`…) and the user's. */
export type ReservedOrUserEventNames<Reserved extends EventsMap, User extends EventsMap> =
  | EventNames<Reserved>
  | EventNames<User>;

/** The listener that belongs to such a name. Where both maps have the name, the emitter's own meaning wins. */
export type ReservedOrUserListener<
  Reserved extends EventsMap,
  User extends EventsMap,
  Name extends ReservedOrUserEventNames<Reserved, User>,
> = ListenerOrUntyped<
  Name extends EventNames<Reserved> ? Reserved[Name] : Name extends EventNames<User> ? User[Name] : never
>;

type ListenerOrUntyped<Listener> = [Listener] extends [never]
  ? (...args: Untyped[]) => void | Promise<void>
  : Listener;

/**
 * The names of events that end in an acknowledgement, which are those that `emitWithAck` takes.
 * An acknowledgement that may be left out (`answer?: …`) does not count: nothing says that it will be called.
 *
 * As in Socket.IO, a map with an event that is `any`, or whose last argument is, is not divided: all its names
 * are in this set and in the two that follow.
 *
 * @example
 * type Name = EventNamesWithAck<{
 *   ask: (answer: (text: string) => void) => void;
 *   tell: (text: string) => void;
 * }>; // "ask"
 */
export type EventNamesWithAck<Map extends EventsMap> =
  HasUntypedEvent<Map> extends true
    ? EventNames<Map>
    : {
        [Name in EventNames<Map>]: [AckOf<Map[Name]>] extends [never] ? never : Name;
      }[EventNames<Map>];

/** The names of events that can go out without an acknowledgement. */
export type EventNamesWithoutAck<Map extends EventsMap> =
  HasUntypedEvent<Map> extends true
    ? EventNames<Map>
    : {
        [Name in EventNames<Map>]: [AckOf<Map[Name]>] extends [never] ? Name : never;
      }[EventNames<Map>];

/**
 * The names of events whose acknowledgement begins with an error. A broadcast needs one: some receivers may
 * never answer, so `emitWithAck` of a broadcast is for these events only. `.timeout()` makes every
 * acknowledgement one of this kind.
 */
export type EventNamesWithError<Map extends EventsMap> =
  HasUntypedEvent<Map> extends true
    ? EventNames<Map>
    : {
        [Name in EventNames<Map>]: [AckOf<Map[Name]>] extends [never]
          ? never
          : [Parameters<AckOf<Map[Name]>>[0]] extends [Error]
            ? Name
            : never;
      }[EventNames<Map>];

/**
 * What is passed to `emitWithAck` for an event: its arguments without the acknowledgement.
 *
 * @example
 * type Map = { ask: (question: string, answer: (text: string) => void) => void };
 * type Arguments = ArgumentsBeforeAck<Map, "ask">; // [question: string]
 */
export type ArgumentsBeforeAck<Map extends EventsMap, Name extends EventNames<Map>> =
  EventParams<Map, Name> extends [...infer Leading, infer _Ack] ? Leading : Untyped[];

/**
 * What the promise of `emitWithAck` resolves to: the first argument of the acknowledgement, or the second where
 * the first is an error (which would reject the promise instead). An acknowledgement without any argument
 * resolves to `undefined`.
 *
 * @example
 * type Answer = AckResult<{ ask: (answer: (error: Error, text: string) => void) => void }, "ask">; // string
 */
export type AckResult<Map extends EventsMap, Name extends EventNames<Map>> = FirstAnswer<
  LastArgument<EventParams<Map, Name>>
>;

/**
 * A map as it is after `.timeout()`: every acknowledgement gets an error in front of its own arguments, which is
 * set when time ran out. One that begins with an error already stays as it is.
 *
 * @example
 * type Map = AcksWithTimeout<{ ask: (answer: (text: string) => void) => void }>;
 * // { ask: (answer: (error: Error, text: string) => void) => void }
 */
export type AcksWithTimeout<Map> = {
  [Name in keyof Map]: Map[Name] extends (...args: infer Arguments) => infer Result
    ? (...args: EachWithTimeout<Arguments>) => Result
    : Map[Name];
};

/**
 * A map as a broadcast sees it: every receiver answers, so an acknowledgement gets the list of the answers
 * (of each, its first argument).
 *
 * @example
 * type Map = AcksFromMany<{ ask: (answer: (text: string) => void) => void }>;
 * // { ask: (answer: (answers: string[]) => void) => void }
 */
export type AcksFromMany<Map> = {
  [Name in keyof Map]: Map[Name] extends (...args: infer Arguments) => infer Result
    ? (...args: EachFromMany<Arguments>) => Result
    : Map[Name];
};

/** Both at once, as between the servers of a cluster: an error in front, then the list of the answers. */
export type AcksFromManyWithTimeout<Map> = AcksFromMany<AcksWithTimeout<Map>>;

/**
 * The part of an emitter that nobody types strictly: subscriptions to the events in `Events`, with a second
 * signature that takes any other name, as the untyped emitters of Socket.IO do.
 */
export interface Emits<Events extends EventsMap> {
  /** Calls `listener` at every `event`. */
  on<Name extends EventNames<Events>>(event: Name, listener: Events[Name]): this;
  on(event: string | symbol, listener: UntypedListener): this;
  /** Calls `listener` at the next `event` only. */
  once<Name extends EventNames<Events>>(event: Name, listener: Events[Name]): this;
  once(event: string | symbol, listener: UntypedListener): this;
  /** Ends a subscription made with `on` or `once`. */
  off(event: string | symbol, listener: UntypedListener): this;
  /** The same as `off`, by its older name. */
  removeListener(event: string | symbol, listener: UntypedListener): this;
}

/** Whether a type is `any`, the only one that both everything and nothing fits in. */
type IsAny<Type> = 0 extends 1 & Type ? true : false;

/** Whether some event of a map, or the last argument of one, is `any`. (In a union, one `any` swallows the rest.) */
type HasUntypedEvent<Map extends EventsMap> = IsAny<
  { [Name in EventNames<Map>]: AckOf<Map[Name]> }[EventNames<Map>]
>;

/** The acknowledgement of a listener: `never` if it has none, `any` if nothing is known about it. */
type AckOf<Listener> =
  IsAny<Listener> extends true
    ? Listener
    : Listener extends (...args: infer Arguments) => unknown
      ? CallableOrNever<LastArgument<Arguments>>
      : never;

type CallableOrNever<Argument> = [Argument] extends [Callable] ? Argument : never;

/** The last element of a tuple; of one that has no definite end (`[a, b?]`, `[a, ...b[]]`) what it may end with. */
type LastArgument<Arguments extends readonly unknown[]> = Arguments extends readonly [
  ...unknown[],
  infer Final,
]
  ? Final
  : Arguments extends readonly [unknown, ...infer Rest]
    ? LastArgument<Rest>
    : Arguments[number];

type FirstAnswer<Ack> =
  IsAny<Ack> extends true
    ? Ack
    : Ack extends (...answers: infer Answers) => unknown
      ? Answers[0] extends Error
        ? Answers[1]
        : Answers[0]
      : Untyped;

type EachWithTimeout<Arguments extends unknown[]> = {
  [Index in keyof Arguments]: WithTimeout<Arguments[Index]>;
};

/**
 * Where the first answer is untyped it may be an error or not: then the error's place is untyped too, so that
 * listeners written for either reading fit.
 */
type WithTimeout<Argument> =
  IsAny<Argument> extends true
    ? Argument
    : [Argument] extends [(...answers: infer Answers) => infer Result]
      ? IsAny<Answers[0]> extends true
        ? (error: Answers[0], ...answers: Answers) => Result
        : Answers[0] extends Error
          ? Argument
          : (error: Error, ...answers: Answers) => Result
      : Argument;

type EachFromMany<Arguments extends unknown[]> = {
  [Index in keyof Arguments]: FromMany<Arguments[Index]>;
};

type FromMany<Argument> =
  IsAny<Argument> extends true
    ? Argument
    : [Argument] extends [(...answers: infer Answers) => infer Result]
      ? (...answers: Collected<Answers>) => Result
      : Argument;

/**
 * The arguments of a broadcast's acknowledgement, made from those that one receiver answers with: of these, a
 * broadcast collects the first, after the error where there is one. A single untyped answer may be either.
 */
type Collected<Answers extends unknown[]> = Answers extends []
  ? []
  : Answers extends [infer Only]
    ? [Only] extends [Error]
      ? [error: Only]
      : [answers: Only[]]
    : Answers extends [infer First, ...infer Rest]
      ? [First] extends [Error]
        ? [error: Error, ...rest: CollectedFirst<Rest>]
        : [answers: First[]]
      : Untyped[];

type CollectedFirst<Answers extends unknown[]> = Answers extends [infer First, ...unknown[]]
  ? [answers: First[]]
  : Untyped[];

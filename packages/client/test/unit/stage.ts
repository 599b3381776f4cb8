import type { FaultContext } from "@sockeye/internal";
import type { ManagerOptions, SocketOptions } from "../../src/api.js";
import { ManagerCore } from "../../src/manager/manager.js";
import type { PageLocation, Runtime } from "../../src/runtime.js";
import type { Socket } from "../../src/socket/socket.js";
import { FakeNetwork } from "./fake-network.js";
import { FakeTransport } from "./fake-transport.js";
import { SleepyClock } from "./sleepy-clock.js";

export type Options = ManagerOptions & SocketOptions;

/** An error of the application's code, as the hook hears of it. */
export interface Fault extends FaultContext {
  readonly error: unknown;
}

/** What a stage may have that others have not. */
export interface StageProps {
  readonly clock?: SleepyClock;
  readonly location?: PageLocation;
  /** Whether a WebSocket can send pings of its own. */
  readonly canPing?: boolean;
}

/** The place that a client runs in, without a network and under a clock that stands still. */
export class Stage {
  readonly clock: SleepyClock;
  readonly network = new FakeNetwork();
  /** All connections that were asked for, in order. */
  readonly transports: FakeTransport[] = [];
  /** What the hook `onError` has heard. */
  readonly faults: Fault[] = [];
  /** What the runtime's own hook has heard. */
  readonly reported: Fault[] = [];
  /** What the runtime takes for chance. */
  chance = 0.5;
  /** Thrown by the next attempts to open a WebSocket. */
  refusal: Error | undefined;
  readonly runtime: Runtime;

  constructor({ clock = new SleepyClock(), location, canPing = false }: StageProps = {}) {
    this.clock = clock;
    this.runtime = {
      clockFor: () => clock,
      random: () => this.chance,
      location,
      network: this.network,
      reportFault: (error, context) => void this.reported.push({ error, ...context }),
      openTransport: (request, listener) => {
        if (this.refusal !== undefined) {
          throw this.refusal;
        }
        const transport = new FakeTransport(request, listener, canPing);
        this.transports.push(transport);
        return transport;
      },
      asBinary: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    };
  }

  /** The connection that was asked for last. */
  get transport(): FakeTransport {
    const transport = this.transports.at(-1);
    if (transport === undefined) {
      throw new Error("expected a connection to have been asked for");
    }
    return transport;
  }

  manager(options: Options = {}, uri = "http://example.com"): ManagerCore {
    const onError = (error: unknown, context: FaultContext): void =>
      void this.faults.push({ error, ...context });
    return new ManagerCore(uri, { onError, ...options }, this.runtime);
  }

  /** A socket of a manager of its own; its connection is asked for, and nothing has come yet. */
  async socket(options: Options = {}, namespace = "/"): Promise<Socket> {
    const socket = this.manager(options).socket(namespace, options);
    await settled();
    return socket;
  }

  /** The same, joined over a server of revision 4; the frames of that are taken. */
  async joined(options: Options = {}, namespace = "/"): Promise<Socket> {
    const socket = await this.socket(options, namespace);
    this.grant(namespace);
    return socket;
  }

  /** The same over a server of revision 3, for `/`. */
  async joined3(options: Options = {}): Promise<Socket> {
    const socket = await this.socket(options);
    this.transport.receive(open3, "40");
    this.transport.take();
    return socket;
  }

  /** The server, of revision 4, opens the latest connection and lets the client into the namespace. */
  grant(namespace = "/"): void {
    this.transport.receive(open4, `40${addressOf(namespace)}{"sid":"id-${this.transports.length}"}`);
    this.transport.take();
  }

  /** The latest connection breaks, and the next one is asked for. */
  async reconnect(): Promise<void> {
    this.transport.drop();
    await this.retry();
  }

  /** Waits for as long as it takes to the next attempt. */
  async retry(): Promise<void> {
    this.clock.advance(5_000);
    await settled();
  }
}

/** The open packet of a server that says so that it is of revision 4. */
export const open4 = openPacket({ maxPayload: 1_000_000 });
/** The open packet of one that does not say what it is. */
export const open3 = openPacket();

export function openPacket(fields: object = {}): string {
  const usual = { sid: "session", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };
  return `0${JSON.stringify({ ...usual, ...fields })}`;
}

/** A namespace as it stands in a frame. */
export function addressOf(namespace: string): string {
  return namespace === "/" ? "" : `${namespace},`;
}

/** Lets everything happen that needs no time: promises, and what they lead to. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The arguments of every call of an event's listener, behind the event's name, as they come. */
export function heardBy(
  emitter: { on(event: string, listener: (...args: unknown[]) => void): unknown },
  ...events: string[]
): unknown[][] {
  const heard: unknown[][] = [];
  for (const event of events) {
    emitter.on(event, (...args) => heard.push([event, ...args]));
  }
  return heard;
}

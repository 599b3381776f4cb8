import { EventEmitter } from "node:events";
import type { Clock, Timer, UntypedListener, UserCode } from "@sockeye/internal";
import type { EventPacket } from "@sockeye/protocol";
import { OutgoingEvent } from "../core/client/outgoing-event.js";
import type { PacketFlags } from "../core/client/packet-flags.js";
import type {
  Adapter,
  AdapterPacket,
  AdapterSocket,
  BroadcastOptions,
  PersistedSession,
  RestoredSession,
  Room,
  SocketId,
} from "./contract.js";
import { Rooms } from "./rooms.js";

/** What the adapter needs of a socket beyond what the contract shows. */
export interface LocalMember extends AdapterSocket {
  /** Sends an event that is encoded once for all who get it; false when it is volatile and dropped. */
  deliver(event: OutgoingEvent, flags: PacketFlags): boolean;
}

/** What the adapter needs of its namespace. */
export interface LocalAdapterHome {
  readonly name: string;
  readonly sockets: ReadonlyMap<SocketId, LocalMember>;
  readonly clock: Clock;
  readonly userCode: UserCode;
  _ids: number;
}

const noFlags: PacketFlags = {};

/**
 * The adapter of a single server: rooms in memory, an event encoded once and written to many. It is the default;
 * the official adapters take its place where several servers act as one.
 */
export class LocalAdapter extends EventEmitter implements Adapter {
  readonly nsp: LocalAdapterHome;
  readonly #rooms: Rooms;
  /** When broadcasts whose answers are owed stop being waited for. */
  readonly #timers = new Set<Timer>();

  constructor(namespace: LocalAdapterHome) {
    super();
    this.nsp = namespace;
    this.#rooms = new Rooms((event, ...args) => {
      if (this.listenerCount(event) > 0) {
        namespace.userCode.dispatch(this, event, args);
      }
    });
  }

  get rooms(): Map<Room, Set<SocketId>> {
    return this.#rooms.members;
  }

  get sids(): Map<SocketId, Set<Room>> {
    return this.#rooms.roomsOf;
  }

  init(): void {
    // nothing to set up
  }

  close(): void {
    for (const timer of this.#timers) {
      timer.cancel();
    }
    this.#timers.clear();
  }

  async serverCount(): Promise<number> {
    return 1;
  }

  addAll(id: SocketId, rooms: Set<Room>): void {
    this.#rooms.add(id, rooms);
  }

  del(id: SocketId, room: Room): void {
    this.#rooms.remove(id, room);
  }

  delAll(id: SocketId): void {
    this.#rooms.removeFromAll(id);
  }

  async sockets(rooms: Set<Room>): Promise<Set<SocketId>> {
    return new Set(this.#select({ rooms }).map(({ id }) => id));
  }

  socketRooms(id: SocketId): Set<Room> | undefined {
    return this.sids.get(id);
  }

  broadcast(packet: AdapterPacket, options: BroadcastOptions): void {
    notify(this.#deliver(packet, options), packet);
  }

  broadcastWithAck(
    packet: AdapterPacket,
    options: BroadcastOptions,
    clientCountCallback: (clientCount: number) => void,
    ack: UntypedListener,
  ): void {
    const id = this.nsp._ids++;
    packet.id = id;
    const receivers = this.#deliver(packet, options);
    this.#awaitAnswers(id, receivers, { ack, timeoutMs: options.flags?.timeout });
    notify(receivers, packet);
    clientCountCallback(receivers.length);
  }

  async fetchSockets(options: BroadcastOptions): Promise<LocalMember[]> {
    return this.#select(options);
  }

  addSockets(options: BroadcastOptions, rooms: Room[]): void {
    for (const socket of this.#select(options)) {
      socket.join(rooms);
    }
  }

  delSockets(options: BroadcastOptions, rooms: Room[]): void {
    for (const socket of this.#select(options)) {
      for (const room of rooms) {
        socket.leave(room);
      }
    }
  }

  disconnectSockets(options: BroadcastOptions, close: boolean): void {
    for (const socket of this.#select(options)) {
      socket.disconnect(close);
    }
  }

  serverSideEmit(): void {
    throw new Error(
      "this adapter knows of no other server; give the server one that does, such as the Redis adapter",
    );
  }

  persistSession(_session: PersistedSession): void {
    // this adapter keeps no sessions
  }

  async restoreSession(): Promise<RestoredSession | null> {
    return null;
  }

  #eventPacket(packet: AdapterPacket): EventPacket {
    const { name } = this.nsp;
    packet.nsp = name;
    const data = packet.data as EventPacket["data"];
    return packet.id === undefined
      ? { type: "event", namespace: name, data }
      : { type: "event", namespace: name, id: packet.id, data };
  }

  /** Sends to all whom the options reach, and returns those whom it went to. */
  #deliver(packet: AdapterPacket, options: BroadcastOptions): LocalMember[] {
    const event = new OutgoingEvent(this.#eventPacket(packet));
    const flags = options.flags ?? noFlags;
    return this.#select(options).filter((socket) => socket.deliver(event, flags));
  }

  /** Those who have not answered when the time is up are not waited for. */
  #awaitAnswers(id: number, receivers: readonly LocalMember[], { ack, timeoutMs }: AnswersWanted): void {
    let owed = receivers.length;
    const forget = (): void => receivers.forEach((socket) => void socket.acks.delete(id));
    const stopTimer = owed === 0 ? doNothing : this.#startTimer(forget, timeoutMs);
    const answered = (...answer: unknown[]): void => {
      owed -= 1;
      if (owed === 0) {
        stopTimer();
      }
      ack(...answer);
    };
    for (const socket of receivers) {
      socket.acks.set(id, answered);
    }
  }

  #startTimer(run: () => void, timeoutMs: number | undefined): () => void {
    if (timeoutMs === undefined) {
      return doNothing;
    }
    const timer = this.nsp.clock.schedule(() => {
      this.#timers.delete(timer);
      run();
    }, timeoutMs);
    this.#timers.add(timer);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  /** The local sockets that the options reach now, each once: what is done with them may change that. */
  #select({ rooms, except }: BroadcastOptions): LocalMember[] {
    const excluded = except === undefined || except.size === 0 ? nobody : this.#idsIn(except);
    const selected: LocalMember[] = [];
    for (const id of rooms.size === 0 ? this.nsp.sockets.keys() : this.#idsIn(rooms)) {
      const socket = excluded.has(id) ? undefined : this.nsp.sockets.get(id);
      if (socket !== undefined) {
        selected.push(socket);
      }
    }
    return selected;
  }

  #idsIn(rooms: ReadonlySet<Room>): ReadonlySet<SocketId> {
    if (rooms.size === 1) {
      const [room = ""] = rooms;
      return this.rooms.get(room) ?? nobody;
    }
    const ids = new Set<SocketId>();
    for (const room of rooms) {
      for (const id of this.rooms.get(room) ?? nobody) {
        ids.add(id);
      }
    }
    return ids;
  }
}

/** How the answers to a broadcast are wanted. */
interface AnswersWanted {
  readonly ack: UntypedListener;
  readonly timeoutMs: number | undefined;
}

const doNothing = (): void => undefined;

function notify(receivers: readonly LocalMember[], packet: AdapterPacket): void {
  for (const socket of receivers) {
    socket.notifyOutgoingListeners(packet);
  }
}

const nobody: ReadonlySet<SocketId> = new Set();

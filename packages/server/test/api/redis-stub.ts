import { EventEmitter } from "node:events";

type Listener = (message: Buffer, channel: Buffer) => void;

/** The service that stub clients share: who listens to what. Every message arrives a little later, as bytes. */
export class RedisStub {
  readonly channels = new Map<string, Set<Listener>>();
  readonly patterns = new Map<string, Set<Listener>>();
  readonly shards = new Map<string, Set<Listener>>();

  client(): RedisStubClient {
    return new RedisStubClient(this);
  }

  publish(channel: string, message: string | Uint8Array): void {
    const listeners = [...(this.channels.get(channel) ?? [])];
    for (const [pattern, more] of this.patterns) {
      if (channel.startsWith(pattern.slice(0, -1))) {
        listeners.push(...more);
      }
    }
    deliver(listeners, message, channel);
  }

  publishToShard(channel: string, message: string | Uint8Array): void {
    deliver([...(this.shards.get(channel) ?? [])], message, channel);
  }
}

/** As much of a client of the `redis` package as the adapters use. */
export class RedisStubClient extends EventEmitter {
  readonly #service: RedisStub;

  constructor(service: RedisStub) {
    super();
    this.#service = service;
  }

  subscribe(channels: string[], listener: Listener): void {
    for (const channel of channels) {
      add(this.#service.channels, channel, listener);
    }
  }

  unsubscribe(channels: string | string[], listener: Listener): void {
    for (const channel of [channels].flat()) {
      this.#service.channels.get(channel)?.delete(listener);
    }
  }

  pSubscribe(pattern: string, listener: Listener): void {
    add(this.#service.patterns, pattern, listener);
  }

  pUnsubscribe(pattern: string, listener: Listener): void {
    this.#service.patterns.get(pattern)?.delete(listener);
  }

  sSubscribe(channel: string, listener: Listener): void {
    add(this.#service.shards, channel, listener);
  }

  sUnsubscribe(channels: string | string[]): void {
    for (const channel of [channels].flat()) {
      this.#service.shards.delete(channel);
    }
  }

  async publish(channel: string, message: string | Uint8Array): Promise<void> {
    this.#service.publish(channel, message);
  }

  async sPublish(channel: string, message: string | Uint8Array): Promise<void> {
    this.#service.publishToShard(channel, message);
  }

  /** `PUBSUB NUMSUB channel` and its sharded sister. */
  async sendCommand([, kind, channel = ""]: string[]): Promise<[string, number]> {
    const { shards, channels } = this.#service;
    return [channel, (kind === "SHARDNUMSUB" ? shards : channels).get(channel)?.size ?? 0];
  }
}

function add(listeners: Map<string, Set<Listener>>, name: string, listener: Listener): void {
  listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
}

function deliver(listeners: Listener[], message: string | Uint8Array, channel: string): void {
  for (const listener of listeners) {
    queueMicrotask(() => listener(Buffer.from(message as string), Buffer.from(channel)));
  }
}

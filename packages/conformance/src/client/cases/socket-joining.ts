import { ExpectationError } from "../../run/expectation.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";

/** The namespace that cases are about which need a second one. */
export const custom = "/custom";

/** How a client is told to join a namespace. */
export interface JoinOptions {
  readonly namespace?: string;
  /** What it has to say about itself. */
  readonly auth?: Readonly<Record<string, string>>;
  /** The namespace that the instruction is given in. */
  readonly from?: string;
}

const limitMs = 2_000;

/**
 * Tells the client to join a namespace, and takes the CONNECT that it sends. Returns what came with it. Skips a client
 * that can't join a namespace later. PROTOCOL.md, Namespaces.
 */
export async function ask(kit: ClientKit, peer: ClientPeer, options: JoinOptions = {}): Promise<unknown> {
  const { namespace = custom, auth, from = "/" } = options;
  peer.instruct("join", auth === undefined ? [namespace] : [namespace, auth], from);
  try {
    return await peer.expectConnect(namespace, { withinMs: limitMs });
  } catch (error) {
    if (error instanceof ExpectationError) {
      await skipIfUnsupported(kit, peer, from);
    }
    throw error;
  }
}

/** ask(), and let in. */
export async function join(kit: ClientKit, peer: ClientPeer, options: JoinOptions = {}): Promise<unknown> {
  const said = await ask(kit, peer, options);
  peer.grant(options.namespace ?? custom);
  return said;
}

/** A client that is in the default namespace and in `/custom`. */
export async function joinedBoth(kit: ClientKit): Promise<ClientPeer> {
  const peer = await kit.joined();
  await join(kit, peer);
  return peer;
}

async function skipIfUnsupported(kit: ClientKit, peer: ClientPeer, from: string): Promise<void> {
  const entries = await peer.expectReport(() => true, "what the client can't do", from).catch(() => []);
  if (entries.some(({ event }) => event === "unsupported")) {
    kit.skip("the client can't join a namespace while it is connected");
  }
}

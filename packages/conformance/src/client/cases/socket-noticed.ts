import type { ClientPeer, ReportEntry } from "../client-peer.js";

/** What the client program must have noticed. */
export interface Notice {
  readonly event: "connect" | "disconnect" | "refused";
  readonly namespace: string;
  /** The namespace in which it is asked. */
  readonly from?: string;
}

/** The client program must have noticed this. Returns the entries that say so, in order. PROTOCOL.md, Namespaces. */
export async function expectNoticed(
  peer: ClientPeer,
  { event, namespace, from = "/" }: Notice,
): Promise<readonly ReportEntry[]> {
  const isIt = (entry: ReportEntry): boolean => entry.event === event && entry.namespace === namespace;
  return (await peer.expectReport(isIt, `${event} in ${namespace}`, from)).filter(isIt);
}

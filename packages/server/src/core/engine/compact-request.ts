import { decodeQuery } from "@sockeye/protocol";
import type { UpgradeRequest } from "../../api.js";
import type { IncomingHeaders } from "../../handshake.js";
import type { KeptRequest } from "../session/kept-request.js";
import { queryOf } from "./admission.js";

/**
 * A request that nobody but us has seen, kept as little more than its text: a part of the memory that it takes
 * otherwise, for every connection (bench/server.js, idle). Whoever asks for it gets one that is made anew, in the form
 * that the binding gives it.
 */
export abstract class CompactRequest implements KeptRequest {
  readonly #url: string;
  /** The headers as JSON. */
  readonly #headers: string;
  #request: UpgradeRequest | undefined;

  constructor(url: string, headers: IncomingHeaders) {
    this.#url = url;
    this.#headers = JSON.stringify(headers);
  }

  get request(): UpgradeRequest {
    this.#request ??= Object.assign(this.make(this.#url, JSON.parse(this.#headers)), {
      _query: decodeQuery(queryOf(this.#url)), // as `Engine.decide` has it
    });
    return this.#request;
  }

  protected abstract make(url: string, headers: IncomingHeaders): UpgradeRequest;
}

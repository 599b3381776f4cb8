import type { Clock } from "@sockeye/internal";
import type { ResolvedOptions } from "../options.js";
import type { Runtime } from "../runtime.js";
import type { Encoding } from "./encoding.js";
import { parserEncoding } from "./parser-encoding.js";
import { protocolEncoding } from "./protocol-encoding.js";

/** The encoding that the options ask for. */
export function encodingOf(options: ResolvedOptions, clock: Clock, asBinary: Runtime["asBinary"]): Encoding {
  if (options.parser) {
    return parserEncoding(options.parser, asBinary);
  }
  return protocolEncoding({
    decodeLimits: options,
    attachmentsTimeoutMs: options.attachmentsTimeout,
    clock,
    asBinary,
  });
}

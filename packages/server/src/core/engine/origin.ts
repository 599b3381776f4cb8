import type { IncomingHeaders } from "../../handshake.js";
import type { CorsOptions, OriginRule } from "../options.js";

/**
 * Whether a page of that origin may connect; the answer may come later. A request without an origin does not come
 * from a browser's page, and may. Returns what the application's function does: it may be a promise. PROTOCOL.md, The opening request.
 */
export function checkOrigin(
  headers: IncomingHeaders,
  cors: CorsOptions | undefined,
  answer: (isAllowed: boolean) => void,
): unknown {
  const { origin } = headers;
  const rule = cors?.origin;
  if (origin === undefined) {
    return answer(true);
  }
  if (typeof rule === "function") {
    return rule(origin, (error, allowed) => answer(!error && matches(origin, allowed as OriginRule)));
  }
  return answer(rule === undefined ? isSameHost(origin, headers.host) : matches(origin, rule));
}

function matches(origin: string, rule: OriginRule | undefined): boolean {
  if (typeof rule === "string") {
    return rule === "*" || rule === origin;
  }
  if (rule instanceof RegExp) {
    rule.lastIndex = 0; // a global pattern would go on where it left off
    return rule.test(origin);
  }
  return Array.isArray(rule) ? rule.some((one: OriginRule) => matches(origin, one)) : rule === true;
}

/** Compares as URLs, since either may leave the usual port out. */
function isSameHost(origin: string, host: string | undefined): boolean {
  const page = URL.canParse(origin) ? new URL(origin) : undefined;
  const own = `${page?.protocol}//${host}`;
  return page !== undefined && URL.canParse(own) && page.host === new URL(own).host;
}

import type { OriginRule } from "../options.js";

/**
 * Whether a page of that origin may connect: by the rule, or without one, if it is of the server's own host.
 * PROTOCOL.md, The opening request.
 */
export function isOriginAllowed(
  origin: string,
  host: string | undefined,
  rule: OriginRule | undefined,
): boolean {
  return rule === undefined ? isSameHost(origin, host) : matchesOrigin(origin, rule);
}

/** Whether the origin is one of those that a rule, or what a rule's function has answered, stands for. */
export function matchesOrigin(origin: string, rule: unknown): boolean {
  if (typeof rule === "string") {
    return rule === "*" || rule === origin;
  }
  if (rule instanceof RegExp) {
    rule.lastIndex = 0; // a global pattern would go on where it left off
    return rule.test(origin);
  }
  return Array.isArray(rule) ? rule.some((one: unknown) => matchesOrigin(origin, one)) : rule === true;
}

/** Compares as URLs, since either may leave the usual port out. */
function isSameHost(origin: string, host: string | undefined): boolean {
  const page = URL.canParse(origin) ? new URL(origin) : undefined;
  const own = `${page?.protocol}//${host}`;
  return page !== undefined && URL.canParse(own) && page.host === new URL(own).host;
}

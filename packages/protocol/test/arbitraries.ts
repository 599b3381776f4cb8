import type { EnginePacket, SocketPacket } from "@sockeye/protocol";
import { isNamespaceName, isReservedEvent } from "@sockeye/protocol";
import * as fc from "fast-check";

/** Any text that JavaScript has, lone surrogates included. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);

const bytes = fc.uint8Array({ maxLength: 20 });

const keys = fc.oneof(
  { weight: 4, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "num", "_placeholder", "0"),
  },
);

/** Numbers that JSON carries; it has no -0. */
const numbers = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0);

const leaves = fc.oneof(anyText, numbers, fc.boolean(), fc.constant(null));

/** Arrays and objects around the leaves; an own `__proto__` is data, as `JSON.parse` makes it. */
function valuesOf(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4, depthSize: "small" }, leaf, tie("list"), tie("record")),
    list: fc.array(tie("value"), { maxLength: 4 }),
    record: fc.array(fc.tuple(keys, tie("value")), { maxLength: 4 }).map(asRecord),
  }));
  return value;
}

function asRecord(entries: [string, unknown][]): object {
  const record = {};
  for (const [key, value] of entries) {
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  }
  // Beside binary data a lookalike of a placeholder is refused; that is tested with the refusals.
  return Object.hasOwn(record, "_placeholder") ? Object.assign(record, { _placeholder: null }) : record;
}

const jsonValues = valuesOf(leaves);
const anyValues = valuesOf(fc.oneof({ weight: 4, arbitrary: leaves }, { weight: 1, arbitrary: bytes }));

const namespaces = fc.oneof(
  fc.constantFrom("/", "/admin", "//h/admin", "/x/../admin", "/1"),
  anyText.map((text) => `/${text}`.slice(0, 256)).filter(isNamespaceName),
);

const ids = fc.integer({ min: 0, max: 999_999_999_999_999 });
const names = anyText.filter((name) => !isReservedEvent(name));

/** Few enough binary values to stay below 99: four levels of four. */
const args = fc.array(anyValues, { maxLength: 4 });

const queries = fc
  .dictionary(
    fc.string({ unit: "grapheme" }),
    fc.oneof(fc.string({ unit: "grapheme" }), fc.array(fc.string(), { minLength: 2, maxLength: 3 })),
    { noNullPrototype: false },
  )
  .map((record) => Object.assign(Object.create(null), record) as Record<string, unknown>);

const authOf = { 4: queries, 5: jsonValues.map((value) => ({ value })) };

/** A record whose prototype is the usual one, as that of a packet is. */
function record<Fields>(
  fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> },
): fc.Arbitrary<Fields> {
  return fc.record(fields, { noNullPrototype: true }) as fc.Arbitrary<Fields>;
}

/** Any packet that may be sent in the revision of the Socket.IO protocol. */
export function socketPackets(revision: 4 | 5): fc.Arbitrary<SocketPacket> {
  const namespace = namespaces.filter((name) => revision === 5 || !name.includes("?"));
  const type = <const Type extends string>(name: Type) => fc.constant(name);
  const data = fc.tuple(names, args).map(([name, rest]) => [name, ...rest] as [string, ...unknown[]]);
  return fc.oneof(
    { weight: 1, arbitrary: record({ type: type("connect"), namespace }) },
    {
      weight: 2,
      arbitrary: record({
        type: type("connect"),
        namespace,
        data: authOf[revision] as fc.Arbitrary<Readonly<Record<string, unknown>>>,
      }),
    },
    { weight: 1, arbitrary: record({ type: type("disconnect"), namespace }) },
    { weight: 1, arbitrary: record({ type: type("connect_error"), namespace, data: jsonValues }) },
    { weight: 3, arbitrary: record({ type: type("event"), namespace, data }) },
    { weight: 3, arbitrary: record({ type: type("event"), namespace, id: ids, data }) },
    { weight: 3, arbitrary: record({ type: type("ack"), namespace, id: ids, data: args }) },
  );
}

/** Any packet of the engine. */
export const enginePackets: fc.Arbitrary<EnginePacket> = fc.oneof(
  record({ type: fc.constantFrom("open", "ping", "pong"), data: anyText }),
  record({ type: fc.constantFrom("close", "upgrade", "noop") }),
  record({ type: fc.constant("message"), data: fc.oneof(anyText, bytes) }),
);

import { type SocketCodec, type SocketPacket, socketCodecV4, socketCodecV5 } from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const revisions: [string, SocketCodec][] = [
  ["EIO=3", socketCodecV4],
  ["EIO=4", socketCodecV5],
];

type Line = [text: string, packet: SocketPacket];

/** The same in both revisions. */
const texts: Line[] = [
  ["0", { type: "connect", namespace: "/" }],
  ["0/admin,", { type: "connect", namespace: "/admin" }],
  ["1", { type: "disconnect", namespace: "/" }],
  ["1/admin,", { type: "disconnect", namespace: "/admin" }],
  ['2["welcome",{"message":"Welcome!"}]', event("/", ["welcome", { message: "Welcome!" }])],
  ['2["no arguments"]', event("/", ["no arguments"])],
  ['2/admin,["hi",[1,null,true,"x"]]', event("/admin", ["hi", [1, null, true, "x"]])],
  ['20["hi"]', event("/", ["hi"], 0)],
  ['2/admin,12["hi"]', event("/admin", ["hi"], 12)],
  ['2999999999999999["hi"]', event("/", ["hi"], 999_999_999_999_999)],
  ['2["",""]', event("/", ["", ""])],
  ['2["a,b/c?d#e\\u0000"]', event("/", ["a,b/c?d#e\0"])],
  ['30["ok"]', { type: "ack", namespace: "/", id: 0, data: ["ok"] }],
  ["3/admin,456[]", { type: "ack", namespace: "/admin", id: 456, data: [] }],
  ['4"Not authorized"', { type: "connect_error", namespace: "/", data: "Not authorized" }],
  [
    '4/admin,{"message":"no","data":{"code":1}}',
    { type: "connect_error", namespace: "/admin", data: { message: "no", data: { code: 1 } } },
  ],
  ["4null", { type: "connect_error", namespace: "/", data: null }],
  ["4[1,2]", { type: "connect_error", namespace: "/", data: [1, 2] }],
  ["417", { type: "connect_error", namespace: "/", data: 17 }],
  ["4/a,17", { type: "connect_error", namespace: "/a", data: 17 }],
];

const textsOfV4: Line[] = [
  ["0/admin?token=abc,", { type: "connect", namespace: "/admin", data: query({ token: "abc" }) }],
  ["0/?token=abc,", { type: "connect", namespace: "/", data: query({ token: "abc" }) }],
  ["0/a?x=1&x=2&y=,", { type: "connect", namespace: "/a", data: query({ x: ["1", "2"], y: "" }) }],
];

const textsOfV5: Line[] = [
  ["0{}", { type: "connect", namespace: "/", data: {} }],
  ['0{"sid":"s1"}', { type: "connect", namespace: "/", data: { sid: "s1" } }],
  ['0{"sid":"s1","pid":"p1"}', { type: "connect", namespace: "/", data: { sid: "s1", pid: "p1" } }],
  ['0/admin,{"token":"abc"}', { type: "connect", namespace: "/admin", data: { token: "abc" } }],
  ["0/admin?token=abc,", { type: "connect", namespace: "/admin?token=abc" }],
];

function event(namespace: string, data: [string, ...unknown[]], id?: number): SocketPacket {
  return id === undefined ? { type: "event", namespace, data } : { type: "event", namespace, id, data };
}

function query(record: Record<string, unknown>): Record<string, unknown> {
  return Object.assign(Object.create(null), record);
}

describe.each(revisions)("texts of %s", (revision, codec) => {
  const lines = [...texts, ...(revision === "EIO=3" ? textsOfV4 : textsOfV5)];

  it.each(lines)("decodes %s to its packet", (text, packet) => {
    expect(codec.decode(text)).toStrictEqual(packet);
  });

  it.each(lines)("encodes the packet of %s to that text alone", (text, packet) => {
    expect(codec.encode(packet)).toEqual([text]);
  });

  it("reads a text in place from an offset", () => {
    const packet = { type: "event", namespace: "/", data: ["a", 1] };
    expect(codec.decode('42["a",1]', undefined, 1)).toEqual(packet);
    expect(codec.decode('xyz2/n,7["a",1]', undefined, 3)).toEqual({ ...packet, namespace: "/n", id: 7 });
  });

  it("reads a namespace without its comma where nothing follows", () => {
    expect(codec.decode("0/admin")).toEqual({ type: "connect", namespace: "/admin" });
    expect(codec.decode("1/admin")).toEqual({ type: "disconnect", namespace: "/admin" });
  });

  it("takes an ack id with leading zeros for its number", () => {
    expect(codec.decode('2007["a"]')).toMatchObject({ id: 7 });
  });

  it("delivers names that mean something to a runtime, but nothing to the library", () => {
    for (const name of ["error", "connection", "__proto__", "constructor", "toString", "hasOwnProperty"]) {
      expect(codec.decode(`2["${name}",1]`)).toEqual({ type: "event", namespace: "/", data: [name, 1] });
    }
  });

  it("reads events on both sides of the length of a short one alike", () => {
    for (let length = 100; length < 160; length += 1) {
      const data = ["name", "x".repeat(length)];
      expect(codec.decode(`2${JSON.stringify(data)}`)).toEqual({ type: "event", namespace: "/", data });
    }
  });

  it("leaves out what JSON leaves out, as JSON does", () => {
    const data: [string, ...unknown[]] = ["a", undefined, { b: undefined, c: Number.NaN, d: -0, e: () => 1 }];
    expect(codec.encode({ type: "event", namespace: "/", data })).toEqual(['2["a",null,{"c":null,"d":0}]']);
  });
});

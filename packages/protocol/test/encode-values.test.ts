import { runInNewContext } from "node:vm";
import { type EncodedPacket, socketCodecV4, socketCodecV5 } from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const placeholder = (num: number) => `{"_placeholder":true,"num":${num}}`;

function encode(...args: unknown[]): EncodedPacket {
  return socketCodecV5.encode({ type: "event", namespace: "/", data: ["a", ...args] });
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

const refusal = (code: string) => expect.objectContaining({ name: "EncodeError", code });

describe("binary values", () => {
  const bytes = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const { buffer } = bytes;
  const middle = bytes.slice(8, 16);

  it.each<[string, unknown, Uint8Array]>([
    ["Uint8Array", bytes, bytes],
    ["Uint8Array with an offset", new Uint8Array(buffer, 8, 8), middle],
    ["Buffer", Buffer.from(buffer, 8, 8), middle],
    ["ArrayBuffer", buffer, bytes],
    ["DataView", new DataView(buffer, 8, 8), middle],
    ["Int8Array", new Int8Array(buffer, 8, 8), middle],
    ["Uint8ClampedArray", new Uint8ClampedArray(buffer, 8, 8), middle],
    ["Int16Array", new Int16Array(buffer, 8, 4), middle],
    ["Uint16Array", new Uint16Array(buffer, 8, 4), middle],
    ["Int32Array", new Int32Array(buffer, 8, 2), middle],
    ["Uint32Array", new Uint32Array(buffer, 8, 2), middle],
    ["Float32Array", new Float32Array(buffer, 8, 2), middle],
    ["Float64Array", new Float64Array(buffer, 8, 1), middle],
    ["BigInt64Array", new BigInt64Array(buffer, 8, 1), middle],
    ["BigUint64Array", new BigUint64Array(buffer, 8, 1), middle],
    ["empty ArrayBuffer", new ArrayBuffer(0), new Uint8Array(0)],
    ["SharedArrayBuffer", new SharedArrayBuffer(3), new Uint8Array(3)],
    ["ArrayBuffer with a property", Object.assign(new ArrayBuffer(2), { start: 0 }), new Uint8Array(2)],
    ["ArrayBuffer of another realm", runInNewContext("new Uint8Array([1, 2]).buffer"), Uint8Array.of(1, 2)],
    ["Uint16Array of another realm", runInNewContext("new Uint16Array([1, 2])"), Uint8Array.of(1, 0, 2, 0)],
  ])("travel as an attachment: %s", (_name, value, expected) => {
    for (const holder of [value, [value], { value }, new Map([["value", value]]).get("value")]) {
      const [text, ...attachments] = encode(holder);
      expect(text.startsWith('51-["a",')).toBe(true);
      expect(attachments.map((attachment) => [...attachment])).toEqual([[...expected]]);
      expect(attachments[0]).toBeInstanceOf(Uint8Array);
    }
  });

  it("are found in objects of another realm, without a prototype, and in instances of classes", () => {
    class Message {
      body = bytes;
    }
    const bare = Object.assign(Object.create(null), { body: bytes });
    const foreign = runInNewContext("({ body: new Uint8Array([1]), list: [[]] })");
    for (const holder of [new Message(), bare, { deep: [new Message()] }, foreign]) {
      expect(encode(holder)[0].startsWith("51-")).toBe(true);
      expect(encode(holder)).toHaveLength(2);
    }
  });

  it("keep their places and their order", () => {
    const [text, ...attachments] = encode(Uint8Array.of(1), { b: [Uint8Array.of(2)], c: Uint8Array.of(3) });
    expect(text).toBe(`53-["a",${placeholder(0)},{"b":[${placeholder(1)}],"c":${placeholder(2)}}]`);
    expect(attachments.map(([first]) => first)).toEqual([1, 2, 3]);
  });

  it("are not copied", () => {
    expect(encode(bytes)[1]).toBe(bytes);
    expect(encode(buffer)[1]?.buffer).toBe(buffer);
  });

  it.each([new Blob(["x"]), new File(["x"], "x.txt")])("can't be a %s, which is read later", (blob) => {
    for (const holder of [blob, [blob], { blob }, [Uint8Array.of(1), blob]]) {
      expect(errorOf(() => encode(holder))).toEqual(refusal("BLOB_NOT_SUPPORTED"));
    }
  });

  it("have no room in what is no event and no ack", () => {
    const connect = { type: "connect", namespace: "/", data: { key: bytes } } as const;
    expect(errorOf(() => socketCodecV5.encode(connect))).toEqual(refusal("VALUE_NOT_SERIALIZABLE"));
    const refused = { type: "connect_error", namespace: "/", data: [bytes] } as const;
    expect(errorOf(() => socketCodecV4.encode(refused))).toEqual(refusal("VALUE_NOT_SERIALIZABLE"));
  });
});

describe("arguments", () => {
  it.each([
    ["plain", [{ list: [1, { deep: true }] }]],
    ["binary", [{ list: [1, { deep: Uint8Array.of(1) }] }, Uint8Array.of(2).buffer]],
  ])("are not changed, %s ones: frozen they are encoded alike", (_name, args) => {
    const frozen = deepFreeze(structuredClone(args));
    expect(encode(...frozen)).toEqual(encode(...args));
    expect(frozen).toEqual(args);
  });

  it("that are inherited stay behind, as in JSON", () => {
    const heir = (inherited: object) => Object.assign(Object.create(inherited), { own: 1 });
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    for (const inherited of [{ bytes: Uint8Array.of(1) }, { blob: new Blob([]) }, circle]) {
      expect(encode(heir(inherited))).toEqual(['2["a",{"own":1}]']);
      expect(encode([Object.create(heir(inherited))])).toEqual(['2["a",[{}]]']);
    }
  });

  it("of the name __proto__ stay data, with and without attachments", () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
    expect(encode(value)).toEqual(['2["a",{"__proto__":{"polluted":1}}]']);
    expect(encode(value, Uint8Array.of(1))[0]).toBe(
      `51-["a",{"__proto__":{"polluted":1}},${placeholder(0)}]`,
    );
    expect("polluted" in {}).toBe(false);
  });

  it("that JSON leaves out are left out beside attachments, too", () => {
    const values = [
      undefined,
      () => 1,
      Symbol("s"),
      { a: undefined, b: () => 1, c: Symbol("s") },
      Number.NaN,
    ];
    const plain = JSON.stringify(["a", ...values]).slice(0, -1);
    expect(encode(...values, Uint8Array.of(1))[0]).toBe(`51-${plain},${placeholder(0)}]`);
  });

  it("that are boxed, sparse, or of a class are written as JSON writes them beside attachments", () => {
    class Point extends Array<number> {
      constructor() {
        super();
        this.push(1, 2);
      }
    }
    // biome-ignore lint/suspicious/noSparseArray: what is tested
    const values = [Object("text"), Object(1), Object(true), [1, , 2], new Point(), new Map([[1, 2]]), /x/];
    const plain = JSON.stringify(["a", ...values]).slice(0, -1);
    expect(encode(...values, Uint8Array.of(1))[0]).toBe(`51-${plain},${placeholder(0)}]`);
  });
});

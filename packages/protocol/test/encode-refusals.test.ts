import { type EncodedPacket, EncodeError, socketCodecV4, socketCodecV5 } from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const bytes = Uint8Array.of(1);
const placeholder = (num: number) => `{"_placeholder":true,"num":${num}}`;

function encode(...args: unknown[]): EncodedPacket {
  return socketCodecV5.encode({ type: "event", namespace: "/", data: ["a", ...args] });
}

function errorOf(run: () => unknown): EncodeError {
  try {
    run();
  } catch (error) {
    if (error instanceof EncodeError) {
      return error;
    }
    throw error;
  }
  return expect.fail("nothing was thrown");
}

const codeOf = (run: () => unknown) => errorOf(run).code;

describe("toJSON", () => {
  it("speaks for dates and instances of classes", () => {
    class Money {
      readonly #cents = 150;
      toJSON() {
        return { cents: this.#cents };
      }
    }
    const text = '["a","1970-01-01T00:00:00.000Z",{"cents":150}';
    expect(encode(new Date(0), new Money())).toEqual([`2${text}]`]);
    expect(encode(new Date(0), new Money(), bytes)[0]).toBe(`51-${text},${placeholder(0)}]`);
  });

  it("may return binary data, or what holds some", () => {
    expect(encode({ toJSON: () => bytes })).toEqual([`51-["a",${placeholder(0)}]`, bytes]);
    expect(encode({ toJSON: () => ({ deep: [bytes] }) })).toEqual([
      `51-["a",{"deep":[${placeholder(0)}]}]`,
      bytes,
    ]);
    const list = Object.assign([1], { toJSON: () => [bytes] });
    expect(encode({ list })).toEqual([`51-["a",{"list":[${placeholder(0)}]}]`, bytes]);
  });

  it("is asked once: what it returns speaks for itself", () => {
    const inner = { n: 1, toJSON: () => "never asked" };
    const outer = { toJSON: () => inner };
    expect(encode(outer)).toEqual(['2["a",{"n":1}]']);
    expect(encode(outer, bytes)[0]).toBe(`51-["a",{"n":1},${placeholder(0)}]`);
  });

  it("may return the object itself, or nothing", () => {
    const self = {
      n: 1,
      toJSON() {
        return this;
      },
    };
    expect(encode(self, { toJSON: () => undefined })).toEqual(['2["a",{"n":1},null]']);
    expect(encode({ self, toJSON: null })).toEqual(['2["a",{"self":{"n":1},"toJSON":null}]']);
  });

  it("that throws makes an EncodeError of what it threw", () => {
    for (const cause of [new RangeError("mine"), "a string", undefined]) {
      const value = {
        toJSON() {
          throw cause;
        },
      };
      for (const args of [[value], [bytes, value]]) {
        const error = errorOf(() => encode(...args));
        expect(error).toMatchObject({ code: "VALUE_NOT_SERIALIZABLE", cause });
      }
    }
  });
});

describe("values that can't travel", () => {
  it("are refused with their cause: a bigint", () => {
    for (const args of [[1n], [{ deep: [1n] }], [bytes, 1n], [bytes, Object(1n)]]) {
      const error = errorOf(() => encode(...args));
      expect(error).toMatchObject({ name: "EncodeError", code: "VALUE_NOT_SERIALIZABLE" });
      expect(error.cause).toBeInstanceOf(TypeError);
    }
  });

  it("are refused with their cause: a getter that throws, an object that is gone", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const getter = Object.defineProperty({}, "bad", {
      enumerable: true,
      get: () => {
        throw new Error("mine");
      },
    });
    for (const value of [proxy, getter]) {
      expect(codeOf(() => encode(value))).toBe("VALUE_NOT_SERIALIZABLE");
      expect(codeOf(() => encode(bytes, value))).toBe("VALUE_NOT_SERIALIZABLE");
    }
  });

  it("are refused: a circle", () => {
    const circle: unknown[] = [];
    circle.push({ circle });
    const self = new (class Node {
      self = this;
    })();
    for (const value of [circle, self, { toJSON: () => circle }]) {
      expect(codeOf(() => encode(value))).toBe("VALUE_TOO_DEEP");
      expect(codeOf(() => encode(bytes, value))).toBe("VALUE_TOO_DEEP");
      const data = { value };
      expect(codeOf(() => socketCodecV5.encode({ type: "connect", namespace: "/", data }))).toBe(
        "VALUE_TOO_DEEP",
      );
    }
  });

  it("are refused: a connect payload that is no object in JSON", () => {
    for (const value of [[], { toJSON: () => "text" }, { toJSON: () => undefined }, null]) {
      const data = value as unknown as Record<string, unknown>;
      expect(codeOf(() => socketCodecV5.encode({ type: "connect", namespace: "/", data }))).toBe(
        "VALUE_NOT_SERIALIZABLE",
      );
    }
  });

  it("are null where they stand alone in a refusal: undefined", () => {
    for (const codec of [socketCodecV4, socketCodecV5]) {
      expect(codec.encode({ type: "connect_error", namespace: "/", data: undefined })).toEqual(["4null"]);
    }
  });
});

describe("an own `_placeholder: true`", () => {
  const lookalikes = [
    { _placeholder: true, num: 0 },
    { _placeholder: true },
    { deep: [{ _placeholder: true, x: 1 }] },
    { _placeholder: { toJSON: () => true } },
    { toJSON: () => ({ _placeholder: true }) },
  ];

  it.each(lookalikes)("is refused beside binary data: %j", (value) => {
    expect(codeOf(() => encode(value, bytes))).toBe("PLACEHOLDER_COLLISION");
    expect(codeOf(() => encode(bytes, value))).toBe("PLACEHOLDER_COLLISION");
  });

  it.each(lookalikes)("is data in a packet without: %j", (value) => {
    const [text, ...attachments] = encode(value);
    expect(attachments).toEqual([]);
    expect(socketCodecV5.decode(text)).toEqual({
      type: "event",
      namespace: "/",
      data: ["a", JSON.parse(JSON.stringify(value))],
    });
  });

  it("is data beside binary data that is only inherited, and in a connect packet", () => {
    const heir = Object.assign(Object.create({ bytes }), { _placeholder: true });
    expect(encode(heir)).toEqual(['2["a",{"_placeholder":true}]']);
    const data = { _placeholder: true };
    expect(socketCodecV5.encode({ type: "connect", namespace: "/", data })).toEqual([
      '0{"_placeholder":true}',
    ]);
  });

  it("that is not true is data anywhere", () => {
    expect(encode({ _placeholder: 1 }, { _placeholder: false }, bytes)[0]).toBe(
      `51-["a",{"_placeholder":1},{"_placeholder":false},${placeholder(0)}]`,
    );
  });
});

describe("the number of attachments", () => {
  it("may be 99", () => {
    expect(encode(...new Array(99).fill(bytes))).toHaveLength(100);
  });

  it("may not be 100", () => {
    expect(codeOf(() => encode(...new Array(100).fill(bytes)))).toBe("TOO_MANY_ATTACHMENTS");
  });
});

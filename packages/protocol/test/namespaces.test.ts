import {
  defaultNamespace,
  isNamespaceName,
  maxNamespaceLength,
  type SocketCodec,
  socketCodecV4,
  socketCodecV5,
} from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const longestName = `/${"n".repeat(maxNamespaceLength - 1)}`;

describe("a namespace's name", () => {
  it.each(["/", "/admin", "//h/admin", "/x/../admin", "/a b", "/%00", "/ä", "/?", "/#", "/1", longestName])(
    "may be %s",
    (name) => {
      expect(isNamespaceName(name)).toBe(true);
    },
  );

  it.each(["", "admin", " /admin", "/a,b", "/a\0", "/a\n", "/\u007f", "/\u009f", `${longestName}n`])(
    "may not be %j",
    (name) => {
      expect(isNamespaceName(name)).toBe(false);
    },
  );

  it("is a slash by default", () => {
    expect(defaultNamespace).toBe("/");
  });

  it.each<[string, SocketCodec]>([
    ["EIO=3", socketCodecV4],
    ["EIO=4", socketCodecV5],
  ])("stays as it is in %s, whatever a URL would make of it", (_revision, codec) => {
    for (const namespace of ["//h/admin", "/x/../admin", "/./a", "/a%2f", "/A", "/a/", longestName]) {
      expect(codec.decode(`0${namespace},`)).toEqual({ type: "connect", namespace });
      expect(codec.decode(`2${namespace},["a"]`)).toEqual({ type: "event", namespace, data: ["a"] });
      expect(codec.encode({ type: "connect", namespace })).toEqual([`0${namespace},`]);
    }
  });
});

describe("a namespace's query in EIO=3", () => {
  function dataOf(text: string): unknown {
    const packet = socketCodecV4.decode(text);
    return packet.type === "connect" ? packet.data : packet;
  }

  it("is read with and without the comma that ends it", () => {
    expect(dataOf("0/admin?token=abc,")).toEqual({ token: "abc" });
    expect(dataOf("0/admin?token=abc")).toEqual({ token: "abc" });
  });

  it("starts at the first question mark", () => {
    expect(socketCodecV4.decode("0//h/x/../admin?a=b?c=d,")).toMatchObject({
      namespace: "//h/x/../admin",
      data: { a: "b?c=d" },
    });
  });

  it("makes an array of a name that occurs again", () => {
    expect(dataOf("0/a?x=1&y=2&x=3&x=4,")).toEqual({ x: ["1", "3", "4"], y: "2" });
  });

  it("has no prototype, so that no name in it means anything", () => {
    const data = dataOf("0/a?__proto__=x&constructor=y&toString=z&__proto__=w,");
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect(Object.entries(data as object)).toEqual([
      ["__proto__", ["x", "w"]],
      ["constructor", "y"],
      ["toString", "z"],
    ]);
  });

  it("takes malformed percent escapes for text", () => {
    expect(dataOf("0/a?x=%&y=%zz&%=1&z=%e0%a4,")).toEqual({ x: "%", y: "%zz", "%": "1", z: "\ufffd" });
  });

  it("may be empty, or have empty names and values", () => {
    expect(dataOf("0/a?,")).toEqual({});
    expect(dataOf("0/a?&&=&x&y=,")).toEqual({ "": "", x: "", y: "" });
  });

  it("is no part of the name that is limited", () => {
    expect(dataOf(`0${longestName}?x=${"y".repeat(1_000)},`)).toEqual({ x: "y".repeat(1_000) });
  });

  it("is left out of the namespace of the packets that follow", () => {
    expect(socketCodecV4.decode('2/admin?token=abc,["a"]')).toMatchObject({ namespace: "/admin" });
    expect(socketCodecV4.decode("1/admin?token=abc,")).toEqual({ type: "disconnect", namespace: "/admin" });
  });

  it("is written with what would end or split it escaped", () => {
    const data = { token: "a,b&c=d?e", list: ["x", "y"], count: 3, ok: true };
    expect(socketCodecV4.encode({ type: "connect", namespace: "/admin", data })).toEqual([
      "0/admin?token=a%2Cb%26c%3Dd%3Fe&list=x&list=y&count=3&ok=true,",
    ]);
  });

  it("refuses values that no text stands for", () => {
    const data = { nested: Object.create(null) };
    expect(() => socketCodecV4.encode({ type: "connect", namespace: "/", data })).toThrow(
      expect.objectContaining({ name: "EncodeError", code: "VALUE_NOT_SERIALIZABLE" }),
    );
  });

  it("is part of the name in EIO=4", () => {
    expect(socketCodecV5.decode("0/admin?token=abc,")).toEqual({
      type: "connect",
      namespace: "/admin?token=abc",
    });
  });
});

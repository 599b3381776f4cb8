import { describe, expect, it } from "vitest";
import { Stage, settled } from "./stage.js";

const numbers = [
  "reconnectionAttempts",
  "reconnectionDelay",
  "reconnectionDelayMax",
  "randomizationFactor",
  "timeout",
  "maxOutboxEvents",
  "maxOutboxBytes",
  "maxAttachments",
  "maxPacketBytes",
  "attachmentsTimeout",
];
const nonsense: unknown[] = [-1, Number.NaN, "5", null, {}, true, 5n];

describe("an option", () => {
  it.each(numbers.flatMap((name) => nonsense.map((value) => [name, value] as const)))(
    "%s is refused when it is %s",
    (name, value) => {
      const stage = new Stage();

      expect(() => stage.manager({ [name]: value })).toThrow(RangeError);
      expect(() => stage.manager({ [name]: value })).toThrow(`option ${name} `);
    },
  );

  it.each([
    ["randomizationFactor", 1.01],
    ["maxAttachments", 100],
    ["maxAttachments", 0],
  ])("%s is refused when it is %d, which is out of its range", (name, value) => {
    expect(() => new Stage().manager({ [name]: value })).toThrow(
      new RegExp(`option ${name} to be a number from ${name === "maxAttachments" ? 1 : 0} to`),
    );
  });

  it.each(numbers.filter((name) => name !== "maxAttachments").map((name) => [name]))(
    "%s may be 0, or 1, or not be set",
    (name) => {
      for (const value of [0, 1, undefined]) {
        expect(() => new Stage().manager({ autoConnect: false, [name]: value })).not.toThrow();
      }
    },
  );

  it.each([[5], [2], ["3"], ["4"], [null], ["Auto"]])("protocol is refused when it is %j", (value) => {
    expect(() => new Stage().manager({ protocol: value as 3 })).toThrow(
      `expected the option protocol to be "auto", 3 or 4; got ${value}`,
    );
  });

  it.each([
    [["polling"]],
    [["polling", "websocket"]],
    [["websocket", "webtransport"]],
    [[]],
    [["WebSocket"]],
  ])("transports is refused when it is %j", (value) => {
    const act = (): unknown => new Stage().manager({ transports: value });

    expect(act).toThrow(RangeError);
    expect(act).toThrow("option transports");
  });

  it("transports may be websocket, which is all there is", async () => {
    const stage = new Stage();
    stage.manager({ transports: ["websocket"] });
    await settled();

    expect(stage.transports).toHaveLength(1);
  });

  it("that is refused opens no connection", async () => {
    const stage = new Stage();
    expect(() => stage.manager({ timeout: -1 })).toThrow();
    await settled();

    expect(stage.transports).toHaveLength(0);
    expect(stage.clock.pending).toBe(0);
  });

  it("that is undefined is as good as none", () => {
    const manager = new Stage().manager({ timeout: undefined, reconnection: undefined, path: undefined });

    expect(manager.timeout()).toBe(20_000);
    expect(manager.reconnection()).toBe(true);
  });

  it("that has no meaning here is taken", () => {
    const options = { upgrade: false, rememberUpgrade: true, withCredentials: true, secure: true, port: 1 };

    expect(() => new Stage().manager(options)).not.toThrow();
  });

  it("given to the manager stays as it was given", () => {
    const options = { reconnectionDelay: 5 };
    const manager = new Stage().manager(options);
    manager.reconnectionDelay(7);

    expect(options).toEqual({ reconnectionDelay: 5 });
    expect(manager.opts).toMatchObject({ reconnectionDelay: 5 });
  });
});

describe("what an option is without being set", () => {
  it("is as it is documented", () => {
    const manager = new Stage().manager();

    expect([
      manager.reconnection(),
      manager.reconnectionAttempts(),
      manager.reconnectionDelay(),
      manager.reconnectionDelayMax(),
      manager.randomizationFactor(),
      manager.timeout(),
    ]).toEqual([true, Number.POSITIVE_INFINITY, 1_000, 5_000, 0.5, 20_000]);
  });
});

describe("an option that may be changed", () => {
  it.each([
    ["reconnectionAttempts", 3],
    ["reconnectionDelay", 30],
    ["reconnectionDelayMax", 300],
    ["randomizationFactor", 0.25],
    ["timeout", 70],
  ] as const)("%s is, and the manager is given back", (name, value) => {
    const manager = new Stage().manager();

    expect(manager[name](value)).toBe(manager);
    expect(manager[name]()).toBe(value);
    expect(() => manager[name](-1)).toThrow(`option ${name} `);
    expect(() => manager[name](Number.NaN)).toThrow(RangeError);
    expect(manager[name]()).toBe(value);
  });

  it("may be switched off, where it is a switch", () => {
    const manager = new Stage().manager();

    expect(manager.reconnection(false).reconnection()).toBe(false);
    expect(manager.timeout(false).timeout()).toBe(false);
  });

  it("can't be more than it could have been from the start", () => {
    expect(() => new Stage().manager().randomizationFactor(2)).toThrow("from 0 to 1");
  });
});

describe("an option of a socket", () => {
  it.each([
    ["retries", -1],
    ["retries", "3"],
    ["ackTimeout", -1],
    ["ackTimeout", Number.NaN],
  ])("%s is refused when it is %s", (name, value) => {
    const manager = new Stage().manager({ autoConnect: false });

    expect(() => manager.socket("/", { [name]: value })).toThrow(name);
  });
});

import { describe, expect, it } from "vitest";
import { open4, Stage } from "./stage.js";

const timedOut = new Error("operation has timed out");
const full = expect.objectContaining({ code: "OUTBOX_FULL" });
const options = { retries: 2, ackTimeout: 100 };

describe("events that are sent until they are acknowledged", () => {
  it("go out one at a time, each after the answer to the one before", async () => {
    const stage = new Stage();
    const socket = await stage.joined(options);
    socket.emit("a", 1);
    socket.emit("b");
    expect(stage.transport.take()).toEqual(['420["a",1]']);
    stage.transport.receive("430[]");
    expect(stage.transport.take()).toEqual(['421["b"]']);
    stage.transport.receive("431[]");

    expect(stage.transport.take()).toEqual([]);
    stage.clock.advance(1_000);
    expect(stage.transport.take()).toEqual([]);
  });

  it("are sent again when no answer comes in time, as often as is allowed, and then given up", async () => {
    const stage = new Stage();
    const socket = await stage.joined(options);
    const answers: unknown[][] = [];
    socket.emit("a", (...answer: unknown[]) => answers.push(answer));
    socket.emit("b");
    stage.clock.advance(99);
    expect(stage.transport.take()).toEqual(['420["a"]']);
    stage.clock.advance(1);
    expect(stage.transport.take()).toEqual(['420["a"]']);
    stage.clock.advance(100);
    expect(stage.transport.take()).toEqual(['420["a"]']);
    expect(answers).toEqual([]);
    stage.clock.advance(100);

    expect(answers).toEqual([[timedOut]]);
    expect(stage.transport.take()).toEqual(['421["b"]']);
  });

  it("have null in front of their answer, and the tries of each count for itself", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ retries: 1, ackTimeout: 100 });
    const answers: unknown[][] = [];
    socket.emit("a", (...answer: unknown[]) => answers.push(["a", ...answer]));
    socket.emit("b", (...answer: unknown[]) => answers.push(["b", ...answer]));
    stage.clock.advance(100);
    stage.transport.receive("430[1,2]");
    stage.clock.advance(100);
    stage.transport.receive("431[3]");

    expect(answers).toEqual([
      ["a", null, 1, 2],
      ["b", null, 3],
    ]);
    expect(stage.transport.take()).toEqual(['420["a"]', '420["a"]', '421["b"]', '421["b"]']);
  });

  it("take the answer to any of the tries, once", async () => {
    const stage = new Stage();
    const socket = await stage.joined(options);
    const answers: unknown[][] = [];
    socket.emit("a", (...answer: unknown[]) => answers.push(answer));
    stage.clock.advance(100);
    expect(stage.transport.take()).toEqual(['420["a"]', '420["a"]']);
    stage.transport.receive('430["fine"]', '430["again"]');

    expect(answers).toEqual([[null, "fine"]]);
    stage.clock.advance(1_000);
    expect(stage.transport.take()).toEqual([]);
  });

  it("are promised by emitWithAck", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ retries: 1, ackTimeout: 100 });
    const promises = [socket.emitWithAck("a", 1), socket.emitWithAck("b")] as const;
    promises[1].catch(() => undefined);
    expect(stage.transport.take()).toEqual(['420["a",1]']);
    stage.transport.receive('430["x"]');
    stage.clock.advance(200);

    expect(await promises[0]).toBe("x");
    await expect(promises[1]).rejects.toEqual(timedOut);
  });

  it("may have a timeout of their own", async () => {
    const stage = new Stage();
    const socket = await stage.joined(options);
    socket.timeout(300).emit("a");
    stage.clock.advance(299);
    expect(stage.transport.take()).toEqual(['420["a"]']);
    stage.clock.advance(1);

    expect(stage.transport.take()).toEqual(['420["a"]']);
  });

  it("do not hold up what is volatile, which is sent once", async () => {
    const stage = new Stage();
    const socket = await stage.joined(options);
    socket.emit("a");
    socket.volatile.emit("b");
    stage.clock.advance(100);

    expect(stage.transport.take()).toEqual(['420["a"]', '42["b"]', '420["a"]']);
  });

  it("are sent at once and never again without the option", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ retries: 0, ackTimeout: 100 });
    socket.emit("a");
    socket.emit("b", () => undefined);
    stage.clock.advance(1_000);

    expect(stage.transport.take()).toEqual(['42["a"]', '420["b"]']);
  });
});

describe("a connection that breaks", () => {
  it("does not count as a try, and what was not answered is sent over the next", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ retries: 1, ackTimeout: 100 });
    const answers: unknown[][] = [];
    socket.emit("a", (...answer: unknown[]) => answers.push(answer));
    socket.emit("b");
    for (const _ of [1, 2, 3]) {
      await stage.reconnect();
      stage.grant();
      expect(socket.sendBuffer).toEqual([]);
      stage.transport.drop();
      await stage.retry();
      stage.transport.receive(open4, '40{"sid":"s"}');
      expect(stage.transport.take()).toEqual(["40", '420["a"]']);
    }
    stage.clock.advance(100);
    expect(answers).toEqual([]);
    expect(stage.transport.take()).toEqual(['420["a"]']);
    stage.clock.advance(100);

    expect(answers).toEqual([[timedOut]]);
  });

  it("does not forget the tries there were", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ retries: 1, ackTimeout: 100 });
    const answers: unknown[][] = [];
    socket.emit("a", (...answer: unknown[]) => answers.push(answer));
    stage.clock.advance(100);
    await stage.reconnect();
    stage.grant();
    stage.clock.advance(100);

    expect(answers).toEqual([[timedOut]]);
  });

  it("leaves no timer, when the socket leaves for good", async () => {
    const stage = new Stage();
    const socket = await stage.joined(options);
    socket.emit("a");
    socket.disconnect();

    expect(stage.clock.pending).toBe(0);
  });
});

describe("events that are queued while there is no connection", () => {
  it("wait without time running, and are sent behind what is kept otherwise, before connect", async () => {
    const stage = new Stage();
    const socket = await stage.socket(options);
    const heard: unknown[] = [];
    socket.on("connect", () => heard.push(...stage.transport.take()));
    socket.emit("a");
    socket.emit("b");
    stage.clock.advance(1_000);
    expect(socket.sendBuffer).toEqual([]);
    stage.transport.receive(open4);
    stage.transport.take();
    stage.transport.receive('40{"sid":"s"}');

    expect(heard).toEqual(['420["a"]']);
  });

  it("are bounded like others, in number and bytes", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ ...options, maxOutboxEvents: 2, maxOutboxBytes: 30 });
    socket.emit("a");
    expect(() => socket.emit("x".repeat(30))).toThrow(full);
    socket.emit("b");
    expect(() => socket.emit("c")).toThrow(full);
    await expect(socket.emitWithAck("c")).rejects.toEqual(full);

    stage.transport.receive(open4, '40{"sid":"s"}');
    answerAll(stage, 1);
    socket.emit("d");
    expect(() => socket.emit("e")).toThrow(full);
    answerAll(stage, 2);
    socket.emit("f");
    socket.emit("g");
    expect(() => socket.emit("h")).toThrow(full);
  });

  it("throw at once when they can't travel, and hold up nothing", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ ...options, maxOutboxEvents: 1 });

    expect(() => socket.emit("a", 1n)).toThrow("JSON");
    await expect(socket.emitWithAck("a", 1n)).rejects.toThrow("JSON");
    socket.emit("b");
    expect(stage.transport.take()).toEqual([expect.stringMatching(/^42\d\["b"\]$/)]);
  });

  it("are what they were when they were emitted", async () => {
    const stage = new Stage();
    const socket = await stage.socket(options);
    const argument = { list: [1] };
    socket.emit("a", argument);
    argument.list.push(2);
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '420["a",{"list":[1]}]']);
  });

  it("do not break the connection when they can't travel any more", async () => {
    const stage = new Stage();
    const socket = await stage.socket(options);
    const argument: { value: unknown } = { value: 1 };
    let connected = 0;
    socket.on("connect", () => (connected += 1));
    socket.emit("a", argument);
    argument.value = 1n;

    expect(() => stage.transport.receive(open4, '40{"sid":"s"}')).not.toThrow();
    expect(connected).toBe(1);
  });

  it("that are emitted after an unnoticed sleep take their room once", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ ...options, maxOutboxEvents: 1 });
    stage.clock.sleep(45_000);

    expect(() => socket.emit("a")).not.toThrow();
  });
});

/** The server acknowledges as many events as that, each as soon as it comes. */
function answerAll(stage: Stage, count: number): void {
  for (let answered = 0; answered < count; answered += 1) {
    const id = /^42(\d+)/.exec(String(stage.transport.take().at(-1)))?.[1];
    stage.transport.receive(`43${id}[]`);
  }
}

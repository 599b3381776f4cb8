import { describe, expect, it } from "vitest";
import { heardBy, Stage, settled } from "./stage.js";

const timedOut = new Error("operation has timed out");
const disconnected = expect.objectContaining({ name: "DisconnectedError", code: "DISCONNECTED" });
const dropped = expect.objectContaining({ name: "DroppedError", code: "DROPPED" });

describe("an answer that the client asked for", () => {
  it("comes to the callback with all that the server says, once", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const answers: unknown[][] = [];
    socket.emit("ask", 1, (...answer: unknown[]) => answers.push(answer));
    expect(stage.transport.take()).toEqual(['420["ask",1]']);
    stage.transport.receive('461-0["a",{"_placeholder":true,"num":0}]', Uint8Array.of(5), '430["again"]');

    expect(answers).toEqual([["a", Buffer.from([5])]]);
    expect(stage.transport.ending).toBeUndefined();
  });

  it("comes to emitWithAck, the first value of it", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const answers = [socket.emitWithAck("ask", 1), socket.emitWithAck("ask")];
    expect(stage.transport.take()).toEqual(['420["ask",1]', '421["ask"]']);
    stage.transport.receive("431[]", '430["a","b"]');

    expect(await Promise.all(answers)).toEqual(["a", undefined]);
  });

  it("comes to the question that it belongs to, in its namespace", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const other = socket.io.socket("/other");
    stage.transport.receive('40/other,{"sid":"b"}');
    const answers: unknown[] = [];
    socket.emit("ask", (answer: unknown) => answers.push(["first", answer]));
    socket.emit("ask", (answer: unknown) => answers.push(["second", answer]));
    other.emit("ask", (answer: unknown) => answers.push(["other", answer]));
    stage.transport.receive("43/other,0[1]", "431[2]", "430[3]");

    expect(answers).toEqual([
      ["other", 1],
      ["second", 2],
      ["first", 3],
    ]);
  });

  it("has no number that was used before, not even over another connection", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.emit("a", () => undefined);
    await stage.reconnect();
    stage.grant();
    socket.emit("a", () => undefined);

    expect(stage.transport.take()).toEqual(['421["a"]']);
  });
});

describe("a question with a timeout", () => {
  it("has null in front of its answer, and the timer is cancelled", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const pending = stage.clock.pending;
    const answers: unknown[][] = [];
    socket.timeout(1_000).emit("ask", (...answer: unknown[]) => answers.push(answer));
    expect(stage.clock.pending).toBe(pending + 1);
    stage.transport.receive('430["a","b"]');

    expect(answers).toEqual([[null, "a", "b"]]);
    expect(stage.clock.pending).toBe(pending);
  });

  it("gets an error when the time is up, and the late answer counts for nothing", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const answers: unknown[][] = [];
    socket.timeout(1_000).emit("ask", (...answer: unknown[]) => answers.push(answer));
    const promise = socket.timeout(500).emitWithAck("ask");
    promise.catch(() => undefined);
    stage.clock.advance(999);
    expect(answers).toEqual([]);
    stage.clock.advance(1);
    stage.transport.receive('430["late"]', '431["late"]');

    expect(answers).toEqual([[timedOut]]);
    await expect(promise).rejects.toEqual(timedOut);
    expect(stage.transport.ending).toBeUndefined();
  });

  it("has it for the next emit only", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const answers: unknown[][] = [];
    socket.timeout(1_000).emit("tell");
    socket.emit("ask", (...answer: unknown[]) => answers.push(answer));
    stage.clock.advance(2_000);
    stage.transport.receive('430["a"]');

    expect(answers).toEqual([["a"]]);
  });

  it("has it from the option ackTimeout, unless it has another", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ ackTimeout: 100 });
    const answers: unknown[][] = [];
    const note =
      (name: string) =>
      (...answer: unknown[]): unknown =>
        answers.push([name, ...answer]);
    socket.emit("ask", note("first"));
    socket.timeout(200).emit("ask", note("second"));
    socket.emit("ask", note("third"));
    const promise = socket.emitWithAck("ask");
    promise.catch(() => undefined);
    stage.transport.receive("432[3]");
    stage.clock.advance(100);
    expect(answers).toEqual([
      ["third", null, 3],
      ["first", timedOut],
    ]);
    await expect(promise).rejects.toEqual(timedOut);
    stage.clock.advance(100);

    expect(answers.at(-1)).toEqual(["second", timedOut]);
  });
});

describe("questions that are open when the connection ends", () => {
  it.each([
    ["the connection is lost", (stage: Stage): void => stage.transport.drop()],
    ["the server takes the socket out", (stage: Stage): void => stage.transport.receive("41")],
  ])("get an error after disconnect, where they can hear of one: %s", async (_what, end) => {
    const stage = new Stage();
    const socket = await stage.joined({ reconnection: false });
    const heard = heardBy(socket, "disconnect").map(() => undefined) as unknown[];
    socket.on("disconnect", () => heard.push("disconnect"));
    socket.emit("ask", () => heard.push("never"));
    socket.timeout(60_000).emit("ask", (error: unknown) => heard.push(error));
    const promise = socket.emitWithAck("ask");
    promise.catch(() => undefined);
    end(stage);

    expect(heard).toEqual(["disconnect", disconnected]);
    await expect(promise).rejects.toEqual(disconnected);
    expect(stage.clock.pending).toBe(0);
  });

  it("get it as well when the socket leaves by itself", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const promise = socket.timeout(60_000).emitWithAck("ask");
    promise.catch(() => undefined);
    socket.disconnect();

    await expect(promise).rejects.toEqual(disconnected);
    expect(stage.clock.pending).toBe(0);
  });

  it("are not answered over the next one", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const answers: unknown[] = [];
    socket.emit("ask", (answer: unknown) => answers.push(answer));
    await stage.reconnect();
    stage.grant();
    stage.transport.receive("430[1]");

    expect(answers).toEqual([]);
  });

  it("that were not sent yet go on, and are answered over the next one", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const answers: unknown[] = [];
    socket.emit("ask", (answer: unknown) => answers.push(answer));
    const promise = socket.emitWithAck("ask");
    await stage.reconnect();
    stage.transport.drop();
    await stage.retry();
    stage.transport.receive(
      '0{"sid":"s","pingInterval":25000,"pingTimeout":20000,"maxPayload":1}',
      '40{"sid":"a"}',
    );
    expect(stage.transport.take()).toEqual(["40", '420["ask"]', '421["ask"]']);
    stage.transport.receive("430[1]", "431[2]");

    expect(answers).toEqual([1]);
    expect(await promise).toBe(2);
  });

  it("and that were asked by who hears of the end go on as well", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const answers: unknown[] = [];
    socket.once("disconnect", () =>
      socket.timeout(60_000).emit("ask", (...answer: unknown[]) => answers.push(answer)),
    );
    await stage.reconnect();
    expect(answers).toEqual([]);
    stage.grant();
    stage.transport.receive("430[1]");

    expect(answers).toEqual([[null, 1]]);
  });
});

describe("a volatile question that is dropped", () => {
  it("gets an error at once, where it can hear of one", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const answers: unknown[] = [];
    socket.volatile.emit("ask", () => answers.push("never"));
    socket.volatile.timeout(1_000).emit("ask", (error: unknown) => answers.push(error));

    expect(answers).toEqual([dropped]);
    await expect(socket.volatile.emitWithAck("ask")).rejects.toEqual(dropped);
    expect(stage.clock.pending).toBe(1); // the attempt's timeout
    expect(socket.sendBuffer).toEqual([]);
  });

  it("gets an error behind a backlog as well", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.bufferedBytes = 1_000_000;

    await expect(socket.volatile.emitWithAck("ask")).rejects.toEqual(dropped);
  });
});

describe("an answer that the server asks for", () => {
  it("carries what the listener says, once", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.on("ask", (question, answer) => {
      answer(question, 2, Uint8Array.of(3));
      answer("again");
    });
    stage.transport.receive('4213["ask",1]');

    expect(stage.transport.take()).toEqual(['461-13[1,2,{"_placeholder":true,"num":0}]', [3]]);
  });

  it("throws when it can't travel, and can be given again", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const caught: unknown[] = [];
    socket.on("ask", (answer) => {
      try {
        answer(1n);
      } catch (error) {
        caught.push(error);
        answer("sorry");
      }
    });
    stage.transport.receive('420["ask"]');

    expect(caught).toMatchObject([{ name: "EncodeError" }]);
    expect(stage.transport.take()).toEqual(['430["sorry"]']);
  });

  it.each([
    [
      "over the next connection",
      (stage: Stage): Promise<void> => stage.reconnect().then(() => stage.grant()),
    ],
    ["while there is none", async (stage: Stage): Promise<void> => stage.transport.drop()],
    [
      "after the server has taken the socket out",
      async (stage: Stage): Promise<void> => stage.transport.receive("41"),
    ],
  ])("is not sent %s", async (_when, happen) => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.io.socket("/other");
    const answers: ((value: unknown) => void)[] = [];
    socket.on("ask", (answer) => answers.push(answer));
    stage.transport.receive('420["ask"]');
    await happen(stage);
    stage.transport.take();
    answers[0]?.("late");

    expect(stage.transport.take()).toEqual([]);
    expect(socket.sendBuffer).toEqual([]);
  });
});

describe("an AbortSignal in last place", () => {
  it("is none of the arguments", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const promise = socket.emitWithAck("ask", 1, new AbortController().signal);
    expect(stage.transport.take()).toEqual(['420["ask",1]']);
    stage.transport.receive("430[2]");

    expect(await promise).toBe(2);
  });

  it("that was aborted before has the event not be sent", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const pending = stage.clock.pending;

    await expect(socket.timeout(50).emitWithAck("ask", AbortSignal.abort("enough"))).rejects.toBe("enough");
    expect(stage.transport.take()).toEqual([]);
    expect(stage.clock.pending).toBe(pending);
  });

  it("ends the wait with its reason, and the answer counts for nothing", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const pending = stage.clock.pending;
    const controller = new AbortController();
    const promise = socket.timeout(1_000).emitWithAck("ask", controller.signal);
    promise.catch(() => undefined);
    controller.abort("enough");
    expect(stage.clock.pending).toBe(pending);
    stage.transport.receive("430[1]");

    await expect(promise).rejects.toBe("enough");
  });

  it("has an event that was not sent yet be forgotten", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const controller = new AbortController();
    socket.emit("a");
    const promise = socket.emitWithAck("ask", controller.signal);
    promise.catch(() => undefined);
    socket.emit("b");
    controller.abort();
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["a"], ["b"]]);
    await expect(promise).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each([
    ["the answer", async (stage: Stage): Promise<void> => stage.transport.receive("430[1]")],
    ["the timeout", async (stage: Stage): Promise<void> => stage.clock.advance(50)],
    ["the end of the connection", async (stage: Stage): Promise<void> => stage.transport.drop()],
  ])("is not listened to after %s", async (_what, end) => {
    const stage = new Stage();
    const socket = await stage.joined();
    const { signal, listeners, abort } = watched();
    const promise = socket.timeout(50).emitWithAck("ask", signal);
    const outcome = promise.then(String, String);
    expect(listeners.size).toBe(1);
    await end(stage);
    await settled();
    expect(listeners.size).toBe(0);
    abort();

    expect(await outcome).not.toContain("enough");
  });

  it.fails("is not listened to when the event can't travel", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const { signal, listeners } = watched();
    await expect(socket.emitWithAck("ask", 1n, signal)).rejects.toMatchObject({ name: "EncodeError" });

    expect(listeners.size).toBe(0);
  });
});

type SignalListener = Parameters<AbortSignal["addEventListener"]>[1];

/** A signal, and the listeners that it has at the moment. */
function watched(): { signal: AbortSignal; listeners: Set<unknown>; abort: () => void } {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: SignalListener): void => {
    listeners.add(listener);
    add(type, listener);
  };
  signal.removeEventListener = (type: string, listener: SignalListener): void => {
    listeners.delete(listener);
    remove(type, listener);
  };
  return { signal, listeners, abort: () => controller.abort("enough") };
}

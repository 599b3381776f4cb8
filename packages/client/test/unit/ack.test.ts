import { describe, expect, it } from "vitest";
import { heardBy, Stage } from "./stage.js";

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

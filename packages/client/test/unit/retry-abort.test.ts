import { describe, expect, it } from "vitest";
import { open4, Stage, settled } from "./stage.js";

const full = expect.objectContaining({ code: "OUTBOX_FULL" });
const options = { retries: 2, ackTimeout: 100 };

describe("an event that is not wanted any more", () => {
  /** Three events that wait for each other, and how to abort each. */
  async function three(
    stage: Stage,
    isJoined: boolean,
  ): Promise<{ abort: (index: number) => void; outcome: Promise<string[]> }> {
    const socket = await (isJoined ? stage.joined(options) : stage.socket(options));
    const controllers = [0, 1, 2].map(() => new AbortController());
    const promises = controllers.map(({ signal }, index) =>
      socket.emitWithAck(`${index}`, signal).then(String, String),
    );
    return { abort: (index) => controllers[index]?.abort("gone"), outcome: Promise.all(promises) };
  }

  it.each([
    ["first", 0, ['420["0"]', '421["1"]', '422["2"]'], ["gone", "answer 1", "answer 2"]],
    ["middle", 1, ['420["0"]', '422["2"]'], ["answer 0", "gone", "answer 2"]],
    ["last", 2, ['420["0"]', '421["1"]'], ["answer 0", "answer 1", "gone"]],
  ])("is forgotten, being the %s, and the others go on", async (_which, index, frames, outcome) => {
    const stage = new Stage();
    const events = await three(stage, true);
    events.abort(index);
    for (const id of [0, 1, 2]) {
      stage.transport.receive(`43${id}["answer ${id}"]`);
    }

    expect(stage.transport.take()).toEqual(frames);
    expect(await events.outcome).toEqual(outcome);
  });

  it.each([
    ["middle", 1, ['420["0"]', '422["2"]']],
    ["last", 2, ['420["0"]', '421["1"]']],
  ])("is forgotten before there is a connection, being the %s", async (_which, index, frames) => {
    const stage = new Stage();
    const events = await three(stage, false);
    events.abort(index);
    stage.transport.receive(open4, '40{"sid":"s"}', "430[]", "431[]", "432[]");
    await settled();

    expect(stage.transport.take()).toEqual(["40", ...frames]);
  });

  it("leaves no timer though it was sent, and the answer counts for nothing", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ retries: 1, ackTimeout: 100_000 });
    const pending = stage.clock.pending;
    const controller = new AbortController();
    const promise = socket.emitWithAck("a", controller.signal);
    promise.catch(() => undefined);
    controller.abort("gone");

    expect(stage.clock.pending).toBe(pending);
    stage.transport.receive("430[1]");
    await expect(promise).rejects.toBe("gone");
  });

  it("gives its room back", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ ...options, maxOutboxEvents: 2 });
    const controller = new AbortController();
    socket.emit("a");
    socket.emitWithAck("b", controller.signal).catch(() => undefined);
    controller.abort();
    socket.emit("c");

    expect(() => socket.emit("d")).toThrow(full);
  });

  it("has the next one wait for a connection without time running", async () => {
    const stage = new Stage();
    const events = await three(stage, false);
    events.abort(0);
    stage.clock.advance(1_000);
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '421["1"]']);
  });
});

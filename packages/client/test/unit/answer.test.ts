import { describe, expect, it } from "vitest";
import { Stage } from "./stage.js";

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

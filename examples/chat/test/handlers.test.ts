import { io as connect, type Socket } from "@sockeye/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type RunningChat, startChat } from "./chat-server.js";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n and so on", "latin1");

describe("the chat's handlers", () => {
  let chat: RunningChat;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    chat = await startChat();
  });
  afterEach(async () => {
    for (const socket of sockets) socket.disconnect();
    await chat.stop();
  });

  test.each([
    ["no name", {}, "Please choose a name."],
    ["an invisible name", { name: "\u200b" }, "Please choose a name."],
    ["a long name", { name: "x".repeat(25) }, "A name has 24 characters at most."],
    [
      "a name that turns the writing direction",
      { name: "ada\u202eob" },
      "This name has characters that cannot be shown.",
    ],
    ["no token", { name: "Ada" }, "The token must be 32 hexadecimal digits."],
  ])("do not admit %s", async (_, auth, error) => {
    const socket = open(auth);
    const reason = await new Promise<Error>((resolve) => socket.on("connect_error", resolve));
    expect(reason.message).toBe(error);
  });

  test.each([
    [
      "a name of a room with markup",
      "join",
      { room: "<b>" },
      "A room's name has 1 to 24 letters, digits, spaces or hyphens.",
    ],
    [
      "something else than an object",
      "join",
      42,
      "A room's name has 1 to 24 letters, digits, spaces or hyphens.",
    ],
    [
      "a message without a key",
      "message",
      { room: "harbour", text: "x" },
      "A message's key must be 16 hexadecimal digits.",
    ],
    ["an empty message", "message", message({ text: "  " }), "The message is empty."],
    [
      "a long message",
      "message",
      message({ text: "x".repeat(2001) }),
      "A message has 2000 characters at most.",
    ],
    ["a text that is none", "message", message({ text: ["x"] }), "A message's text must be a string."],
    ["a message for another room", "message", message({ room: "kitchen" }), "You are not in this room."],
    ["a picture that is text", "message", message({ picture: "data:" }), "A picture must be sent as binary."],
    [
      "a picture of no known type",
      "message",
      message({ picture: Buffer.from("<svg>") }),
      "A picture must be a PNG, JPEG, GIF or WebP.",
    ],
    [
      "a large picture",
      "message",
      message({ picture: Buffer.alloc(700_001) }),
      "A picture has 700 kB at most.",
    ],
    ["an empty name", "rename", "", "Please choose a name."],
  ])("refuse %s", async (_, event, request, error) => {
    const ada = await enter("Ada");
    expect(await ada.emitWithAck(event, request)).toEqual({ ok: false, error });
  });

  test("outlive events without an ack and with the wrong arguments", async () => {
    const ada = await enter("Ada");
    for (const event of ["join", "message", "rename", "typing"]) ada.emit(event).emit(event, null, 1, "x");
    expect(await ada.emitWithAck("message", message())).toMatchObject({ ok: true });
  });

  test("slow down a client that floods", async () => {
    const ada = await enter("Ada");
    const answers = await Promise.all(keys(60).map((key) => ada.emitWithAck("message", message({ key }))));
    expect(answers.at(0)).toMatchObject({ ok: true });
    expect(answers.at(-1)).toEqual({ ok: false, error: "That was too fast. Try again in a moment." });
  });

  test("publish a repeated message once", async () => {
    const ada = await enter("Ada");
    const first = await ada.emitWithAck("message", message());
    expect(await ada.emitWithAck("message", message())).toEqual(first);
    expect((await join(open("Bo"))).messages).toHaveLength(1);
  });

  test("keep the last 50 messages, and say only what came after the one that is known", async () => {
    const authors = [await enter("Ada"), await enter("Cy")];
    const ids: string[] = [];
    for (const key of keys(26)) {
      for (const author of authors) ids.push((await author.emitWithAck("message", message({ key }))).id);
    }
    const bo = open("Bo");
    expect((await join(bo)).messages.map(({ id }) => id)).toEqual(ids.slice(2));
    expect((await join(bo, ids[49])).messages.map(({ id }) => id)).toEqual(ids.slice(50));
  });

  test("forget a room's oldest pictures, for a packet holds ten attachments at most", async () => {
    const ada = await enter("Ada");
    for (const key of keys(12)) await ada.emitWithAck("message", message({ key, picture: PNG }));
    const { messages } = await join(open("Bo"));
    const kept = messages.map(({ picture }) => picture?.bytes !== null);
    expect(kept).toEqual([...Array(4).fill(false), ...Array(8).fill(true)]);
  });

  test("count somebody with two connections once", async () => {
    const token = "a".repeat(32);
    const [first, second] = [open({ name: "Ada", token }), open({ name: "Ada", token })];
    await join(first);
    expect((await join(second)).people).toHaveLength(1);
    first.disconnect();
    expect((await join(open("Bo"))).people.map(({ name }) => name)).toEqual(["Ada", "Bo"]);
  });

  function open(who: string | object): Socket {
    const auth = typeof who === "string" ? { name: who, token: `${sockets.length}`.padStart(32, "0") } : who;
    const socket = connect(chat.url, { forceNew: true, reconnection: false, auth });
    sockets.push(socket);
    return socket;
  }

  async function enter(name: string): Promise<Socket> {
    const socket = open(name);
    await join(socket);
    return socket;
  }
});

interface History {
  readonly people: { readonly name: string }[];
  readonly messages: { readonly id: string; readonly picture: { readonly bytes: Buffer | null } | null }[];
}

function join(socket: Socket, after?: string): Promise<History> {
  return socket.emitWithAck("join", { room: "harbour", after });
}

function message(fields: object = {}): object {
  return { room: "harbour", key: "0".repeat(16), text: "x", picture: null, ...fields };
}

function keys(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}`.padStart(16, "0"));
}

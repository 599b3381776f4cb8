import type { Socket } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import type { ClientSocket } from "./client.js";
import { generations } from "./generations.js";
import { once } from "./once.js";
import type { RunningServer } from "./server-under-test.js";
import { useStage } from "./stage.js";

const stage = useStage();

const bytes = Buffer.from("some bytes");
const report = { title: "é🐟", pages: [bytes, { last: bytes }] };

/** One client of every generation, with its socket, on one server. */
interface Crowd {
  readonly server: RunningServer;
  readonly clients: readonly ClientSocket[];
  readonly sockets: readonly Socket[];
}

async function gather(namespace = "/"): Promise<Crowd> {
  const server = await stage.serve();
  const clients: ClientSocket[] = [];
  const sockets: Socket[] = [];
  for (const generation of generations) {
    const { client, socket } = await stage.join(generation, server, { namespace });
    clients.push(client);
    sockets.push(socket);
  }
  return { server, clients, sockets };
}

/** What each client hears as "news" while `act` runs; an event to everyone afterwards marks the end. */
async function newsDuring(crowd: Crowd, act: () => void): Promise<unknown[][][]> {
  const heard = crowd.clients.map((client) => {
    const news: unknown[][] = [];
    client.on("news", (...args: unknown[]) => news.push(args));
    return news;
  });
  const ends = crowd.clients.map((client) => once(client, "end"));
  act();
  for (const socket of crowd.sockets) socket.emit("end");
  await Promise.all(ends);
  return heard;
}

/** Which clients heard anything, by their place. */
const places = (heard: unknown[][][]): number[] =>
  heard.flatMap((news, place) => (news.length > 0 ? [place] : []));

describe("clients of all generations on one server", () => {
  test("all hear a text that goes to everyone, once", async () => {
    const crowd = await gather();

    const heard = await newsDuring(crowd, () => crowd.server.io.emit("news", "hello", { n: 1 }));

    expect(heard).toEqual(generations.map(() => [["hello", { n: 1 }]]));
  });

  test("all hear binary that goes to everyone, once", async () => {
    const crowd = await gather();

    const heard = await newsDuring(crowd, () => crowd.server.io.emit("news", report, bytes));

    expect(heard).toEqual(generations.map(() => [[report, bytes]]));
  });

  test("all hear what goes to their namespace, and nothing of another one", async () => {
    const crowd = await gather("/admin");

    const heard = await newsDuring(crowd, () => {
      crowd.server.io.emit("news", "for / only");
      crowd.server.io.of("/admin").emit("news", "text");
      crowd.server.io.of("/admin").emit("news", report);
    });

    expect(heard).toEqual(generations.map(() => [["text"], [report]]));
  });

  test("hear text and binary of their room, in order", async () => {
    const crowd = await gather();
    for (const socket of crowd.sockets) socket.join("room");

    const heard = await newsDuring(crowd, () => {
      for (let i = 0; i < 10; i++) crowd.server.io.to("room").emit("news", i % 2 ? i : Buffer.from([i]));
    });

    const inOrder = Array.from({ length: 10 }, (_, i) => [i % 2 ? i : Buffer.from([i])]);
    expect(heard).toEqual(generations.map(() => inOrder));
  });

  test("hear a room's events while they are in it", async () => {
    const crowd = await gather();
    const [first, second, third, fourth] = crowd.sockets;
    for (const socket of crowd.sockets) socket.join("room");
    first?.leave("room");
    third?.leave("room");

    const heard = await newsDuring(crowd, () => crowd.server.io.to("room").emit("news"));

    expect(places(heard)).toEqual([1, 3]);
    expect([first, second, third, fourth].map((socket) => socket?.rooms.has("room"))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  test("hear an event of several rooms once, unless they are in an excepted one", async () => {
    const crowd = await gather();
    const [first, second, third] = crowd.sockets;
    first?.join(["red", "green"]);
    second?.join(["red", "quiet"]);
    third?.join("green");

    const heard = await newsDuring(crowd, () =>
      crowd.server.io.to("red").to(["green"]).except("quiet").emit("news", report),
    );

    expect(heard).toEqual([[[report]], [], [[report]], []]);
  });

  test("hear what is addressed to their id", async () => {
    const crowd = await gather();

    const heard = await newsDuring(crowd, () => {
      crowd.sockets.forEach((socket, place) => {
        crowd.server.io.to(socket.id).emit("news", place);
      });
    });

    expect(heard).toEqual([[[0]], [[1]], [[2]], [[3]]]);
  });

  test("join, leave and end in bulk", async () => {
    const crowd = await gather();
    crowd.server.io.socketsJoin(["room", "cellar"]);
    crowd.server.io.in("cellar").socketsLeave("cellar");

    const members = await crowd.server.io.in("room").fetchSockets();
    const ends = Promise.all(crowd.clients.map((client) => once(client, "disconnect")));
    crowd.server.io.in("room").disconnectSockets();

    expect(members.map((member) => member.id)).toEqual(crowd.sockets.map((socket) => socket.id));
    expect(members.map((member) => member.rooms.has("cellar"))).toEqual([false, false, false, false]);
    expect((await ends).map(([reason]) => reason)).toEqual(generations.map(() => "io server disconnect"));
  });

  test("answer a broadcast, with text and with binary", async () => {
    const crowd = await gather();
    crowd.clients.forEach((client, place) => {
      client.on("ask", (acknowledge: (answer: unknown) => void) =>
        acknowledge(place % 2 ? report : `text ${place}`),
      );
    });

    const answers: unknown[] = await crowd.server.io.timeout(2_000).emitWithAck("ask");

    expect(answers).toHaveLength(4);
    expect(answers).toEqual(expect.arrayContaining(["text 0", report, "text 2", report]));
  });

  test("answer a binary broadcast to their room", async () => {
    const crowd = await gather();
    crowd.sockets.slice(1).forEach((socket) => void socket.join("room"));
    for (const client of crowd.clients) {
      client.on("ask", (upload: unknown, acknowledge: (answer: unknown) => void) => acknowledge(upload));
    }

    const answers = await crowd.server.io.to("room").timeout(2_000).emitWithAck("ask", report);

    expect(answers).toEqual([report, report, report]);
  });

  test("answer in time or not: the server gets an error and the answers that came", async () => {
    const crowd = await gather();
    crowd.clients.slice(0, 2).forEach((client, place) => {
      client.on("ask", (acknowledge: (answer: unknown) => void) => acknowledge(place));
    });

    const [error, answers] = await new Promise<[Error, number[]]>((resolve) =>
      crowd.server.io.timeout(150).emit("ask", (...args: [Error, number[]]) => resolve(args)),
    );

    expect(error).toEqual(expect.objectContaining({ message: "operation has timed out" }));
    expect(answers.sort()).toEqual([0, 1]);
  });

  test("make a broadcast promise reject with the answers that came", async () => {
    const crowd = await gather();
    crowd.clients[3]?.on("ask", (acknowledge: (answer: unknown) => void) => acknowledge("only one"));

    const answers = crowd.server.io.timeout(150).emitWithAck("ask");

    await expect(answers).rejects.toMatchObject({
      message: "operation has timed out",
      responses: ["only one"],
    });
  });
});

describe.each(generations.map(({ name }, place) => ({ name, place })))("$name", ({ place }) => {
  const others = [0, 1, 2, 3].filter((other) => other !== place);

  test("reaches all the others, of every generation, with socket.broadcast", async () => {
    const crowd = await gather();

    const heard = await newsDuring(crowd, () => {
      crowd.sockets[place]?.broadcast.emit("news", "text");
      crowd.sockets[place]?.broadcast.emit("news", report);
    });

    expect(places(heard)).toEqual(others);
    expect(others.map((other) => heard[other])).toEqual(others.map(() => [["text"], [report]]));
  });

  test("reaches the others of its room with socket.to, and not itself", async () => {
    const crowd = await gather("/admin");
    for (const socket of crowd.sockets) socket.join("room");
    const [absent] = others;
    if (absent !== undefined) crowd.sockets[absent]?.leave("room");

    const heard = await newsDuring(crowd, () => crowd.sockets[place]?.to("room").emit("news", report));

    expect(places(heard)).toEqual(others.slice(1));
  });

  test("reaches the others except a room with socket.except", async () => {
    const crowd = await gather();
    const [quiet] = others;
    if (quiet !== undefined) crowd.sockets[quiet]?.join("quiet");

    const heard = await newsDuring(crowd, () => crowd.sockets[place]?.except("quiet").emit("news", 1));

    expect(places(heard)).toEqual(others.slice(1));
  });

  test("talks to all generations through a handler that forwards", async () => {
    const crowd = await gather();
    const sender = crowd.clients[place];
    crowd.sockets[place]?.on("say", (...args: unknown[]) => crowd.server.io.emit("said", ...args));

    const heard = Promise.all(crowd.clients.map((client) => once(client, "said")));
    sender?.emit("say", report, "é🐟");

    expect(await heard).toEqual(generations.map(() => [report, "é🐟"]));
  });

  test("collects answers of the others with socket.broadcast", async () => {
    const crowd = await gather();
    crowd.clients.forEach((client, from) => {
      client.on("ask", (acknowledge: (answer: number) => void) => acknowledge(from));
    });

    const answers: number[] | undefined = await crowd.sockets[place]?.broadcast
      .timeout(2_000)
      .emitWithAck("ask");

    expect(answers?.sort()).toEqual(others);
  });
});

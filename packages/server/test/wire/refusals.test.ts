import { describe, expect, test } from "vitest";
import type { MemoryServer } from "../../src/testing/memory-server.js";
import { generation3, generation4, joined, stageWith } from "./stage.js";

/** A server whose default namespace and `/admin` refuse everybody with that error. */
function refusing(error: Error): MemoryServer {
  const { io } = stageWith();
  io.use((_socket, next) => next(error));
  io.of("/admin").use((_socket, next) => next(error));
  return io;
}

const plain = new Error("not welcome");
const withData = Object.assign(new Error("not welcome"), { data: { code: 7 } });

describe("a refusal in revision 3 is the message, or the error's data", () => {
  test.each([
    ["on /", plain, '44"not welcome"'],
    ["on /, with data", withData, '44{"code":7}'],
  ])("%s", async (_name, error, frame) => {
    const io = refusing(error);

    const peer = await io.connect({ query: generation3.query });

    expect(peer.take().slice(1)).toEqual([frame]);
    expect(peer.closing).toBeUndefined();
    expect(io.of("/").sockets.size).toBe(0);
  });

  test.each([
    ["on /admin", plain, '44/admin,"not welcome"'],
    ["on /admin, with data", withData, '44/admin,{"code":7}'],
  ])("%s", async (_name, error, frame) => {
    const io = refusing(error);
    const peer = await joined(io, generation3);

    peer.send("40/admin?token=abc,");

    expect(peer.take()).toEqual([frame]);
  });

  test("of a namespace that does not exist", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation3);

    peer.send("40/nowhere?token=abc,");

    expect(peer.take()).toEqual(['44/nowhere,"Invalid namespace"']);
    expect(peer.closing).toBeUndefined();
  });
});

describe("a refusal in revision 4 is an object", () => {
  test.each([
    ["on /", plain, "40", '44{"message":"not welcome"}'],
    ["on /, with data", withData, "40", '44{"message":"not welcome","data":{"code":7}}'],
    ["on /admin", plain, '40/admin,{"a":1}', '44/admin,{"message":"not welcome"}'],
    ["on /admin, with data", withData, "40/admin,", '44/admin,{"message":"not welcome","data":{"code":7}}'],
  ])("%s", async (_name, error, question, answer) => {
    const io = refusing(error);
    const peer = await io.connect({ query: generation4.query });
    peer.take();

    peer.send(question);

    expect(peer.take()).toEqual([answer]);
    expect(peer.closing).toBeUndefined();
  });

  test("of a namespace that does not exist", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation4);

    peer.send("40/nowhere,");

    expect(peer.take()).toEqual(['44/nowhere,{"message":"Invalid namespace"}']);
    expect(peer.closing).toBeUndefined();
  });
});

test("a refused client may ask again", async () => {
  const { io } = stageWith();
  let isOpen = false;
  io.use((_socket, next) => next(isOpen ? undefined : new Error("come back later")));
  const peer = await io.connect({ query: generation4.query });
  peer.send("40");
  peer.take();

  isOpen = true;
  peer.send("40");

  expect(peer.take()).toEqual([expect.stringMatching(/^40\{"sid":/)]);
});

test("a middleware that throws is not quoted to the client", async () => {
  const { io, faults } = stageWith();
  io.use(() => {
    throw new Error("password of the database");
  });
  const peer = await io.connect({ query: generation4.query });
  peer.take();

  peer.send("40");

  expect(peer.take()).toEqual(['44{"message":"internal server error"}']);
  expect(faults).toEqual([new Error("password of the database")]);
});

test("one connection joins 64 namespaces and is refused the next", async () => {
  const { io } = stageWith();
  io.of(/^\/n\d+$/);
  const peer = await joined(io, generation4);

  for (let n = 1; n <= 64; n += 1) peer.send(`40/n${n},`);

  const answers = peer.take().map(String);
  expect(answers.filter((frame) => frame.startsWith("40"))).toHaveLength(63);
  expect(answers.at(-1)).toBe('44/n64,{"message":"Too many namespaces"}');
  expect(peer.closing).toBeUndefined();
});

import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";

const origin = { origin: "https://example.com" };

const ways: [string, () => unknown][] = [
  ["throws", () => raise()],
  ["rejects", async () => raise()],
];

describe("a request", () => {
  it.each(ways)("is refused when allowRequest %s", async (_how, fail) => {
    const io = new MemoryServer({ allowRequest: fail, onError: () => undefined });

    const peer = await io.connect();

    expect(peer.refusal).toMatchObject({ status: 403, code: 4 });
    expect(io.engine.clientsCount).toBe(0);
  });

  it.each(ways)("is refused when generateId %s", async (_how, fail) => {
    const io = new MemoryServer({ onError: () => undefined });
    io.engine.generateId = fail as () => string;

    const peer = await io.connect();

    expect(peer.refusal).toMatchObject({ status: 403, code: 4 });
    expect(io.engine.clientsCount).toBe(0);
  });

  it.each(ways)("is refused when cors.origin %s", async (_how, fail) => {
    const cors = { origin: fail as () => void };
    const io = new MemoryServer({ cors, onError: () => undefined, onNotice: () => undefined });

    const peer = await io.connect({ headers: origin });

    expect(peer.refusal).toMatchObject({ status: 403, code: 4 });
  });

  it("is still refused when onNotice throws", async () => {
    const onNotice = (): never => raise();
    const io = new MemoryServer({ onNotice, onError: () => undefined });

    const polling = await io.connect({ query: "EIO=4&transport=polling" });
    const page = await io.connect({ headers: origin });

    expect([polling.refusal?.status, page.refusal?.status]).toEqual([400, 403]);
  });
});

function raise(): never {
  throw new Error("oops");
}

import { describe, expect, test } from "vitest";
import { type Membership, Memberships } from "../../src/core/client/memberships.js";

const member = (): Membership => ({
  receive: () => undefined,
  closed: () => undefined,
  disconnect: () => undefined,
});

describe("the memberships of a client", () => {
  test("are found by namespace, one or many", () => {
    const memberships = new Memberships();
    const [root, admin, chat] = [member(), member(), member()];
    memberships.set("/", root);
    memberships.set("/admin", admin);
    memberships.set("/chat", chat);

    expect(["/", "/admin", "/chat", "/nowhere"].map((namespace) => memberships.get(namespace))).toEqual([
      root,
      admin,
      chat,
      undefined,
    ]);
    expect(memberships.size).toBe(3);
    expect(memberships.all()).toEqual([root, admin, chat]);
  });

  test("go one by one, in any order, and may come back", () => {
    const memberships = new Memberships();
    for (const namespace of ["/", "/a", "/b"]) memberships.set(namespace, member());

    expect([memberships.delete("/"), memberships.delete("/"), memberships.delete("/b")]).toEqual([
      true,
      false,
      true,
    ]);
    expect([memberships.has("/"), memberships.has("/a"), memberships.has("/b")]).toEqual([
      false,
      true,
      false,
    ]);

    const again = member();
    memberships.set("/", again);
    expect(memberships.get("/")).toBe(again);
    expect(memberships.size).toBe(2);
  });

  test("are none at the start and after all have gone", () => {
    const memberships = new Memberships();
    expect([memberships.size, memberships.has("/"), memberships.delete("/")]).toEqual([0, false, false]);

    memberships.set("/", member());
    memberships.set("/a", member());
    memberships.clear();

    expect([memberships.size, memberships.all().length, memberships.has("/"), memberships.has("/a")]).toEqual(
      [0, 0, false, false],
    );
  });
});

import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningChat, startChat } from "./chat-server.js";

describe("the chat's files", () => {
  let chat: RunningChat;

  beforeAll(async () => {
    chat = await startChat();
  });
  afterAll(() => chat.stop());

  test.each([
    ["/", "text/html; charset=utf-8"],
    ["/style.css", "text/css; charset=utf-8"],
    ["/app.js?now", "text/javascript; charset=utf-8"],
    ["/socket.io/socket.io.esm.min.js", "application/javascript; charset=utf-8"],
    ["/favicon.svg", "image/svg+xml"],
  ])("are served with their type: %s", async (path, type) => {
    const { status, headers } = await ask("GET", path);
    expect([status, headers["content-type"]]).toEqual([200, type]);
  });

  test.each([
    "/../server.js",
    "/%2e%2e/server.js",
    "/..%2fserver.js",
    "//etc/passwd",
    "/public",
    "/package.json",
  ])("are all there is: %s", async (path) => {
    expect((await ask("GET", path)).status).toBe(404);
  });

  test("cannot be written", async () => {
    expect((await ask("POST", "/")).status).toBe(405);
  });

  test("come under a strict content security policy", async () => {
    const policy = (await ask("GET", "/")).headers["content-security-policy"];
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  /** `fetch` would tidy up the path before it asks. */
  function ask(method: string, path: string): Promise<{ status: number; headers: IncomingHttpHeaders }> {
    return new Promise((resolve, reject) => {
      const call = request({ port: chat.port, method, path }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      });
      call.on("error", reject).end();
    });
  }
});

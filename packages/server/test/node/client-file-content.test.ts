import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { askBinary, entityTagOf, gate, script, scriptUrl, useClientFiles } from "./client-files-stage.js";
import { ask } from "./http-client.js";
import { upgradeRequest } from "./raw-client.js";
import { closedAll } from "./stage.js";

const clientFiles = useClientFiles();

const decoders = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (body: Buffer) => body,
} as const;

describe("A file is compressed", () => {
  test.each([
    ["gzip, deflate, br", "br"],
    ["br, gzip", "br"],
    ["gzip, deflate", "gzip"],
    ["GZIP", "gzip"],
    ["gzip;q=0.5", "gzip"],
    ["gzip;q=1.0, br;q=0.9", "gzip"],
    ["gzip ; q=0.8,br ; q=0.9", "br"],
    ["br;q=0, gzip", "gzip"],
    ["*", "br"],
    ["br;q=0, *", "gzip"],
    ["gzip;q=0.5, identity", "identity"],
    ["", "identity"],
    ["deflate", "identity"],
    ["brotli", "identity"],
    ["gzip;q=0", "identity"],
    ["*;q=0", "identity"],
    ["gzip;q=nonsense", "identity"],
    ["gzip;level=9", "identity"],
    [",;,=;q=,", "identity"],
  ] as const)("for Accept-Encoding: %s by %s", async (accepted, encoding) => {
    const { port } = await clientFiles.serve();

    const { status, headers, body } = await askBinary(port, { "Accept-Encoding": accepted });

    expect(status).toBe(200);
    expect(headers["content-encoding"]).toBe(encoding === "identity" ? undefined : encoding);
    expect(headers).toMatchObject({ "content-length": String(body.length), vary: "Accept-Encoding" });
    expect(decoders[encoding](body).toString()).toBe(script);
    expect(body.length < 1000).toBe(encoding !== "identity");
  });

  test("not at all without the header", async () => {
    const { port } = await clientFiles.serve();

    const { headers, body } = await askBinary(port, {});

    expect(headers).not.toHaveProperty("content-encoding");
    expect(body.toString()).toBe(script);
  });

  test("with an entity tag of its own in each encoding", async () => {
    const { port } = await clientFiles.serve();

    const tags = await Promise.all(
      ["identity", "gzip", "br"].map((one) => entityTagOf(port, { "Accept-Encoding": one })),
    );

    expect(new Set(tags).size).toBe(3);
  });

  test("and gets other entity tags when its content changes", async () => {
    const before = await entityTagOf((await clientFiles.serve()).port);
    await clientFiles.write("socket.io.js", `${script};`);
    const after = await entityTagOf((await clientFiles.serve()).port);

    expect(after).not.toBe(before);
  });
});

describe("A file is read", () => {
  test("when it is first asked for, and only then", async () => {
    const { io, port } = await clientFiles.serve();
    await ask(port, "/");
    expect(io.reads).toEqual([]);

    await ask(port, scriptUrl);
    await ask(port, "/socket.io/socket.io.min.js");
    await askBinary(port, { "Accept-Encoding": "br" });

    expect(io.reads).toEqual(["socket.io.js"]);
  });

  test("once for many who ask at the same time", async () => {
    const { io, port } = await clientFiles.serve();
    const accepted = ["br", "gzip", "identity"];

    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        return askBinary(port, { "Accept-Encoding": accepted[index % accepted.length] });
      }),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect(io.reads).toEqual(["socket.io.js"]);
  });

  test("not at all to refuse a method", async () => {
    const { io, port } = await clientFiles.serve();

    await ask(port, scriptUrl, { method: "DELETE" });

    expect(io.reads).toEqual([]);
  });
});

describe("A copy of before", () => {
  test.each([
    ["the tag", (tag: string) => tag],
    ["a weak tag", (tag: string) => `W/${tag}`],
    ["a list", (tag: string) => `"one", W/"two,2" , ${tag},"three"`],
    ["a list of weak tags", (tag: string) => `W/"one",W/${tag}`],
    ["any", () => "*"],
  ])("still holds, by If-None-Match with %s", async (_title, condition) => {
    const { port } = await clientFiles.serve();
    const accepted = { "Accept-Encoding": "gzip" };
    const tag = await entityTagOf(port, accepted);

    const answer = await askBinary(port, { ...accepted, "If-None-Match": condition(tag) });

    expect(answer).toMatchObject({
      status: 304,
      headers: {
        etag: tag,
        "cache-control": "public, max-age=0",
        vary: "Accept-Encoding",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
      },
      body: Buffer.alloc(0),
    });
    expect(answer.headers).not.toHaveProperty("content-type");
    expect(answer.headers).not.toHaveProperty("content-encoding");
  });

  test.each([
    ["another tag", () => '"other"'],
    ["nothing", () => ""],
    ["the tag without its quotation marks", (tag: string) => tag.slice(1, -1)],
    ["the beginning of the tag", (tag: string) => `${tag.slice(0, -5)}"`],
    ["a star among tags", () => '"*"'],
  ])("is replaced, by If-None-Match with %s", async (_title, condition) => {
    const { port } = await clientFiles.serve();
    const tag = await entityTagOf(port);

    const answer = await askBinary(port, { "If-None-Match": condition(tag) });

    expect(answer).toMatchObject({ status: 200, headers: { etag: tag } });
  });

  test("in another encoding is replaced", async () => {
    const { port } = await clientFiles.serve();
    const tag = await entityTagOf(port, { "Accept-Encoding": "gzip" });

    const { status } = await askBinary(port, { "Accept-Encoding": "br", "If-None-Match": tag });

    expect(status).toBe(200);
  });

  test("under the file's other name holds as well", async () => {
    const { port } = await clientFiles.serve();
    const tag = await entityTagOf(port);

    const { status } = await askBinary(port, { "If-None-Match": tag }, "/socket.io/socket.io.min.js");

    expect(status).toBe(304);
  });
});

describe("By HEAD", () => {
  test("the headers are those of GET, without a body", async () => {
    const { port } = await clientFiles.serve();
    const { headers: expected } = await ask(port, scriptUrl);

    const { status, headers, body } = await ask(port, scriptUrl, { method: "HEAD" });

    const { date: _date, ...same } = expected;
    expect({ status, body }).toEqual({ status: 200, body: "" });
    expect(headers).toMatchObject(same);
  });

  test("a copy of before holds", async () => {
    const { port } = await clientFiles.serve();
    const headers = { "If-None-Match": await entityTagOf(port) };

    expect(await ask(port, scriptUrl, { method: "HEAD", headers })).toMatchObject({ status: 304, body: "" });
  });
});

describe("Another method", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])("%s is refused", async (method) => {
    const { port } = await clientFiles.serve();

    const answer = await ask(port, scriptUrl, { method });

    expect(answer).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD", "content-length": "0" },
      body: "",
    });
  });

  test("is refused together with a large body", async () => {
    const { port } = await clientFiles.serve();

    const answer = await ask(port, scriptUrl, { method: "POST", body: Buffer.alloc(1_000_000) });

    expect(answer.status).toBe(405);
  });
});

describe("A file that can't be read", () => {
  beforeEach(() => clientFiles.remove("socket.io.js"));

  test("is not found, and reported once", async () => {
    const { io, port, faults } = await clientFiles.serve();

    const answers = [
      await ask(port, scriptUrl),
      await ask(port, "/socket.io/socket.io.min.js"),
      await ask(port, scriptUrl, { headers: { "Accept-Encoding": "br" } }),
    ];

    const headers = { "content-length": "0", "cache-control": "no-store" };
    expect(answers).toMatchObject(Array(3).fill({ status: 404, body: "", headers }));
    expect(faults).toMatchObject([
      {
        hook: "serveClient",
        error: {
          message: "expected the package @sockeye/client to have browser/socket.io.js; it could not be read",
          cause: { code: "ENOENT" },
        },
      },
    ]);
    expect(faults[0]?.source).toBe(io);
  });

  test("is reported once for many who ask at the same time", async () => {
    const { port, faults } = await clientFiles.serve();

    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(port, scriptUrl)));

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(404));
    expect(faults).toHaveLength(1);
  });

  test("keeps no other from being served", async () => {
    const { port } = await clientFiles.serve();

    await ask(port, scriptUrl);

    expect(await ask(port, "/socket.io/socket.io.esm.min.js")).toMatchObject({ status: 200 });
  });

  test("is served as soon as it can be", async () => {
    const { port } = await clientFiles.serve();
    expect(await ask(port, scriptUrl)).toMatchObject({ status: 404 });

    await clientFiles.write("socket.io.js", script);

    expect(await ask(port, scriptUrl)).toMatchObject({ status: 200, body: script });
  });
});

test("A browser that leaves before its answer harms nobody", async () => {
  const { io, port, connections, faults } = await clientFiles.serve();
  const { opened, open: proceed } = gate();
  io.hold = opened;
  const client = clientFiles.stage.raw(port);

  client.send(upgradeRequest(scriptUrl, { Upgrade: undefined, Connection: undefined }));
  await expect.poll(() => io.reads).toEqual(["socket.io.js"]);
  client.reset();
  await closedAll(connections);
  proceed();

  expect(await ask(port, scriptUrl)).toMatchObject({ status: 200, body: script });
  expect(faults).toEqual([]);
});

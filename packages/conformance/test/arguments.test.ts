import { describe, expect, it } from "vitest";
import { parseArguments } from "../src/cli/arguments.js";
import { UsageError } from "../src/cli/usage.js";

const url = "ws://127.0.0.1:3000/socket.io/";
const usual = { revisions: [3, 4], only: [], format: "text", output: undefined, concurrency: undefined };

describe("the arguments for a server", () => {
  it("are a URL, tested in both revisions", () => {
    expect(parseArguments(["server", url])).toEqual({ kind: "server", url, ...usual });
  });

  it.each(["http://localhost", "https://example.com/socket.io/", "wss://[::1]:3000"])(
    "may have the URL %s",
    (other) => {
      expect(parseArguments(["server", other])).toMatchObject({ url: other });
    },
  );

  it("take options before and after the URL", () => {
    const words =
      "--eio 4 --only heartbeat server --only EIO4-HB-1 URL --report=junit --output a.xml --concurrency 8";
    expect(parseArguments(words.replace("URL", url).split(" "))).toEqual({
      kind: "server",
      url,
      revisions: [4],
      only: ["heartbeat", "EIO4-HB-1"],
      format: "junit",
      output: "a.xml",
      concurrency: 8,
    });
  });

  it("take --eio twice, in any order", () => {
    expect(parseArguments(["server", url, "--eio", "4", "--eio", "3", "--eio", "4"])).toMatchObject({
      revisions: [3, 4],
    });
  });
});

describe("the arguments for a client", () => {
  it("are a command behind two hyphens, tested in revision 4", () => {
    const command = ["node", "client.js", "--eio", "{url}", "--", "--help"];
    expect(parseArguments(["client", "--", ...command])).toEqual({
      kind: "client",
      command,
      ...usual,
      revisions: [4],
    });
  });

  it("take options before the command", () => {
    expect(parseArguments(["client", "--eio", "3", "--report", "json", "--", "./client"])).toMatchObject({
      command: ["./client"],
      revisions: [3],
      format: "json",
    });
  });
});

describe("the other arguments", () => {
  it("list cases, without anything to test", () => {
    expect(parseArguments(["server", "--list"])).toEqual({
      kind: "list",
      side: "server",
      revisions: [3, 4],
      only: [],
    });
    expect(parseArguments(["client", "--list", "--only", "acks"])).toEqual({
      kind: "list",
      side: "client",
      revisions: [4],
      only: ["acks"],
    });
  });

  it("print requirements", () => {
    expect(parseArguments(["requirements"])).toEqual({ kind: "requirements", only: [] });
    expect(parseArguments(["requirements", "--only", "EIO4"])).toEqual({
      kind: "requirements",
      only: ["EIO4"],
    });
  });

  it.each([
    [["--help"], "help"],
    [["-h"], "help"],
    [["server", "--help"], "help"],
    [["--version"], "version"],
  ])("may be %j", (argv, kind) => {
    expect(parseArguments(argv)).toEqual({ kind });
  });
});

describe("wrong arguments", () => {
  it.each([
    ["", "expected server, client or requirements"],
    ["serve", "expected server, client or requirements; got serve"],
    ["server", "expected the URL of a server, like ws://127.0.0.1:3000/socket.io/"],
    ["server localhost:3000", "expected a URL like ws://127.0.0.1:3000/socket.io/; got localhost:3000"],
    ["server /socket.io/", "expected a URL like ws://127.0.0.1:3000/socket.io/; got /socket.io/"],
    ["server ftp://a", "expected a URL like ws://127.0.0.1:3000/socket.io/; got ftp://a"],
    ["server ws://a ws://b", "unexpected: ws://b"],
    ["server ws://a --eio 5", "--eio is 3 or 4; got 5"],
    ["server ws://a --report html", "--report is text, json, junit, markdown; got html"],
    ["server ws://a --concurrency 0", "--concurrency is a number from 1 to 9999; got 0"],
    ["server ws://a --concurrency many", "--concurrency is a number from 1 to 9999; got many"],
    ["server ws://a --colour", "Unknown option '--colour'"],
    ["server ws://a --output", "Option '--output <value>' argument missing"],
    ["server ws://a --list=yes", "Option '--list' does not take an argument"],
    ["server ws://a --only --list", "Option '--only' argument is ambiguous"],
    ["client", "expected the command of a client after --, like -- node client.js"],
    ["client --", "expected the command of a client after --, like -- node client.js"],
    ["client node client.js", "expected -- before the command of the client; got node client.js"],
    ["requirements all", "unexpected: all"],
    ["requirements --eio 4", "requirements takes --only; got --eio"],
  ])("are refused: conformance %s", (line, message) => {
    const argv = line.split(" ").filter((word) => word !== "");
    const error = new UsageError(message);
    expect(() => parseArguments(argv)).toThrow(error);
  });
});

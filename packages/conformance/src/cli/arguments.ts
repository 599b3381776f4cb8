import { parseArgs } from "node:util";
import { type ReportFormat, reportFormats } from "../report/report-format.js";
import type { Revision, Side } from "../requirements/requirement.js";
import { UsageError } from "./usage.js";

/** Which cases are meant. */
export interface Choice {
  readonly revisions: readonly Revision[];
  /** What `--only` said; empty for all. */
  readonly only: readonly string[];
}

/** How a run is made and told of. */
export interface RunSettings extends Choice {
  readonly format: ReportFormat;
  /** The file for the report; undefined for the standard output. */
  readonly output: string | undefined;
  /** Undefined for the runner's own choice. */
  readonly concurrency: number | undefined;
}

/** What the command is asked to do. */
export type Invocation =
  | { readonly kind: "help" | "version" }
  | { readonly kind: "requirements"; readonly only: readonly string[] }
  | ({ readonly kind: "list"; readonly side: Side } & Choice)
  | ({ readonly kind: "server"; readonly url: string } & RunSettings)
  | ({ readonly kind: "client"; readonly command: readonly string[] } & RunSettings);

type Values = ReturnType<typeof readWords>["values"];

/** Reads the arguments of the command, without those of Node.js. Throws a `UsageError`. */
export function parseArguments(argv: readonly string[]): Invocation {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const { values, positionals } = readWords(argv.slice(0, end));
  const [subject, ...words] = positionals;
  if (values.help || values.version) {
    return { kind: values.help ? "help" : "version" };
  }
  switch (subject) {
    case "server":
      return serverInvocation([...words, ...argv.slice(end + 1)], values);
    case "client":
      return clientInvocation(words, argv.slice(end + 1), values);
    case "requirements":
      return requirementsInvocation([...words, ...argv.slice(end + 1)], values);
    case undefined:
      throw new UsageError("expected server, client or requirements");
    default:
      throw new UsageError(`expected server, client or requirements; got ${subject}`);
  }
}

function readWords(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        eio: { type: "string", multiple: true },
        only: { type: "string", multiple: true },
        report: { type: "string" },
        output: { type: "string" },
        concurrency: { type: "string" },
        list: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/\. |\.?\n/);
    throw new UsageError(reason, { cause: error });
  }
}

function serverInvocation(words: readonly string[], values: Values): Invocation {
  const settings = runSettings(values, [3, 4]);
  const [url, ...more] = words;
  expectNoWords(more);
  if (values.list) {
    return listInvocation("server", settings);
  }
  if (url === undefined) {
    throw new UsageError("expected the URL of a server, like ws://127.0.0.1:3000/socket.io/");
  }
  if (!isServerUrl(url)) {
    throw new UsageError(`expected a URL like ws://127.0.0.1:3000/socket.io/; got ${url}`);
  }
  return { kind: "server", url, ...settings };
}

function clientInvocation(words: readonly string[], command: readonly string[], values: Values): Invocation {
  const settings = runSettings(values, [4]);
  if (words.length > 0) {
    throw new UsageError(`expected -- before the command of the client; got ${words.join(" ")}`);
  }
  if (values.list) {
    return listInvocation("client", settings);
  }
  if (command.length === 0) {
    throw new UsageError("expected the command of a client after --, like -- node client.js");
  }
  return { kind: "client", command, ...settings };
}

function requirementsInvocation(words: readonly string[], { only = [], ...others }: Values): Invocation {
  expectNoWords(words);
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new UsageError(`requirements takes --only; got --${other}`);
  }
  return { kind: "requirements", only };
}

function listInvocation(side: Side, { revisions, only }: Choice): Invocation {
  return { kind: "list", side, revisions, only };
}

function expectNoWords(words: readonly string[]): void {
  if (words.length > 0) {
    throw new UsageError(`unexpected: ${words.join(" ")}`);
  }
}

function runSettings(values: Values, usualRevisions: readonly Revision[]): RunSettings {
  const { eio = [], only = [], report = "text", output, concurrency } = values;
  const format = reportFormats.find((known) => known === report);
  if (format === undefined) {
    throw new UsageError(`--report is ${reportFormats.join(", ")}; got ${report}`);
  }
  return {
    revisions: eio.length === 0 ? usualRevisions : readRevisions(eio),
    only,
    format,
    output,
    concurrency: concurrency === undefined ? undefined : readConcurrency(concurrency),
  };
}

function readRevisions(words: readonly string[]): readonly Revision[] {
  const other = words.find((word) => word !== "3" && word !== "4");
  if (other !== undefined) {
    throw new UsageError(`--eio is 3 or 4; got ${other}`);
  }
  return ([3, 4] as const).filter((revision) => words.includes(String(revision)));
}

function readConcurrency(word: string): number {
  if (!/^[1-9]\d{0,3}$/.test(word)) {
    throw new UsageError(`--concurrency is a number from 1 to 9999; got ${word}`);
  }
  return Number(word);
}

function isServerUrl(text: string): boolean {
  const schemes = ["ws:", "wss:", "http:", "https:"];
  return URL.canParse(text) && schemes.includes(new URL(text).protocol);
}

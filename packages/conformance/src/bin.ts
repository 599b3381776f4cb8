#!/usr/bin/env node
import { writeFile } from "node:fs/promises";
import { runCommand } from "./cli/command.js";
import { readKitVersion } from "./cli/kit-version.js";
import { ignoreClosedPipe } from "./cli/output.js";
import { clientCases } from "./client/cases/index.js";
import { requirements } from "./requirements/requirements.js";
import { serverCases } from "./server/cases/index.js";
import { testClient } from "./test-client.js";
import { testServer } from "./test-server.js";

const { stdout, stderr } = process;
const interruption = new AbortController();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => interruption.abort());
}
ignoreClosedPipe(stdout);
ignoreClosedPipe(stderr);

const status = await runCommand(process.argv.slice(2), {
  stdout,
  stderr,
  variables: process.env,
  signal: interruption.signal,
  kit: readKitVersion(),
  requirements,
  serverCases,
  clientCases,
  testServer,
  testClient,
  writeFile,
});
// At once, whatever is still open, but not before everything is written.
stdout.write("", () => process.exit(status));

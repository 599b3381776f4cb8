// The implementations of the matrix, each with how it is started.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));
const require = createRequire(import.meta.url);
const node = process.execPath;
/** Debian's own, which its packages are for. */
const python = "/usr/bin/python3";

/**
 * Servers. `command` prints `listening on <url>`; `revisions` are those that it serves.
 * With connection state recovery a server adds to its events, so it is switched on for the cases about it alone.
 * @typedef {{ name: string, version: string, revisions: (3 | 4)[], command: string[], recovery?: string[] }} Subject
 * @returns {Subject[]}
 */
export function servers() {
  const program = (file, ...args) => [node, join(fixtures, "servers", file), "0", ...args];
  return [
    {
      name: "Sockeye, on ws",
      version: versionOf("@sockeye/server"),
      revisions: [3, 4],
      command: program("sockeye.mjs"),
    },
    {
      name: "Sockeye, on uWebSockets.js",
      version: versionOf("@sockeye/server"),
      revisions: [3, 4],
      command: program("sockeye-uws.mjs", "uws"),
    },
    {
      name: "socket.io 4",
      version: versionOf("sios4"),
      revisions: [3, 4],
      command: program("socket.io.mjs", "sios4"),
      recovery: program("socket.io.mjs", "sios4", "--recovery"),
    },
    {
      name: "socket.io 2",
      version: versionOf("sios2"),
      revisions: [3],
      command: program("socket.io-2.mjs", "sios2"),
    },
    {
      name: "python-socketio",
      version: pythonVersion(),
      revisions: [4],
      command: [python, join(fixtures, "servers", "python-socketio.py"), "0"],
    },
  ];
}

/**
 * Clients: the URL is appended to the command.
 * @returns {Subject[]}
 */
export function clients() {
  const program = (file, ...args) => [node, join(fixtures, "clients", file), ...args];
  const official = (alias) => program("socket.io-client.mjs", alias);
  return [
    {
      name: "Sockeye",
      version: versionOf("@sockeye/client"),
      revisions: [4],
      command: program("sockeye.mjs"),
    },
    {
      name: "Sockeye, `protocol: 3`",
      version: versionOf("@sockeye/client"),
      revisions: [3],
      command: program("sockeye.mjs", "--protocol", "3"),
    },
    { name: "socket.io-client 4", version: versionOf("sioc4"), revisions: [4], command: official("sioc4") },
    { name: "socket.io-client 3", version: versionOf("sioc3"), revisions: [4], command: official("sioc3") },
    { name: "socket.io-client 2", version: versionOf("sioc2"), revisions: [3], command: official("sioc2") },
    {
      name: "python-socketio",
      version: pythonVersion(),
      revisions: [4],
      command: [python, join(fixtures, "clients", "python-socketio.py")],
    },
  ];
}

/** The version in a package's own file, which its exports may hide. */
function versionOf(name) {
  for (let folder = dirname(require.resolve(name)); ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    const { version } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    if (version !== undefined) {
      return version;
    }
  }
}

/** What Debian's package says of itself, in the name of a folder. */
function pythonVersion() {
  const folder = "/usr/lib/python3/dist-packages";
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.map((name) => /^python_socketio-([\d.]+\d)/.exec(name)?.[1]).find(Boolean) ?? "not installed";
}

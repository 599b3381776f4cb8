// Makes the scripts for pages, in dist/browser: one with a global `io`, and one that is a module.
// `node packages/client/bundle.js`; the build and the tests run it.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";

/**
 * Names that only code of this repository uses for properties: a page can do with shorter ones. Never those of the
 * API, of the wire or of the runtime. The tests in test/browser run what comes of it.
 */
const internalNames = `
  abandon abandonAll activate activeMembers addErrorFirst afterSilence answered asBinary ask asker attachments
  attachmentsTimeoutMs attempts breakSilence bufferedBytes byId bytesLeft callAny cancel canSend checkLink
  clock clockFor closed connectFailed connection connectionClosed deactivate decodeLimits dismissed dispatch
  drain drained encodeBlob encodeMessage encoding ended engineCodec errorTold failed first gaveUp granted
  headers heard heartbeat holder home incoming isAlive isAsked isImplicit isObserved isPinging isReady
  isUnderWay joinsDefaultNamespace leave linkLost maxPayloadBytes member memberOf messages namespace network
  nextDelayMs opened openTransport origin outgoing packet packetBegun packets pauseMs pingIntervalMs
  pingSender pingTimeoutMs probe question rawListeners reader readGrant readRefusal ready receive
  receiveBinary receivePacket receiveText report reportFault revision schedule sendEncoded sendFrame sendProbe
  session settings slots socketCodec start started state stop take tellsErrors terminate tries userCode
  violated watch
`;

const directory = fileURLToPath(new URL(".", import.meta.url));

/** Builds both, each with its source map. */
export async function bundle() {
  await mkdir(`${directory}dist/browser`, { recursive: true });
  await make("src/script.ts", "iife", "socket.io.js");
  await make("src/index.ts", "esm", "socket.io.esm.min.js");
}

/** Makes one script of the sources, as a page would run them. */
async function make(entry, format, name) {
  const { outputFiles } = await build({
    absWorkingDir: directory,
    entryPoints: [entry],
    outfile: `dist/browser/${name}`,
    format,
    bundle: true,
    minify: true,
    mangleProps: new RegExp(`^(${internalNames.trim().split(/\s+/).join("|")})$`),
    write: false,
    sourcemap: "external",
    platform: "browser",
    target: "es2022",
    conditions: ["@sockeye/source"],
    legalComments: "none",
    logLevel: "warning",
  });
  const [map, script] = ["js.map", "js"].map(
    (end) => outputFiles.find(({ path }) => path.endsWith(end)).text,
  );
  const { code, map: smallMap } = await minify(script, {
    ecma: 2020,
    module: true,
    // functions in front, constants on the right: alike things stand alike, which is what gzip lives on
    compress: {
      passes: 3,
      pure_getters: true,
      keep_fargs: false,
      hoist_funs: true,
      lhs_constants: false,
      unsafe_arrows: true, // no function here is called with `new`
    },
    sourceMap: { content: map, url: `${name}.map`, includeSources: true },
  });
  await writeFile(`${directory}dist/browser/${name}`, code);
  await writeFile(`${directory}dist/browser/${name}.map`, smallMap);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle();
}

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { Server } from "@sockeye/server";
import { build } from "esbuild";

const PAGE = `<!doctype html>
<html lang="en">
  <title>Sockeye counter</title>
  <link rel="icon" href="data:," />
  <div id="root"></div>
  <script type="module" src="/page.js"></script>
</html>
`;

const CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";

/**
 * The page and the counter behind it on one HTTP server, which the caller starts with `httpServer.listen` and stops
 * with `io.close`.
 *
 * @param {{ conditions?: string[] }} [options] `conditions` of packages' `exports` to bundle by
 */
export async function createSite({ conditions = [] } = {}) {
  const files = new Map([
    ["/", { type: "text/html", body: PAGE }],
    ["/page.js", { type: "text/javascript", body: await bundlePage(conditions) }],
  ]);
  const httpServer = createServer(({ url = "" }, response) => {
    const { type, body } = files.get(url) ?? { type: "text/plain", body: "Not found" };
    response.writeHead(files.has(url) ? 200 : 404, {
      "content-type": `${type}; charset=utf-8`,
      "content-security-policy": CONTENT_SECURITY_POLICY,
    });
    response.end(body);
  });
  /** @type {Server<import("./events.js").ClientToServer, import("./events.js").ServerToClient>} */
  const io = new Server(httpServer, { serveClient: false });
  attachCounter(io);
  return { httpServer, io };
}

/** @param {Server<import("./events.js").ClientToServer, import("./events.js").ServerToClient>} io */
function attachCounter(io) {
  let count = 0;
  const tellPeople = () => io.emit("people", io.of("/").sockets.size);
  io.on("connection", (socket) => {
    socket.emit("count", count);
    socket.on("add", () => {
      count += 1;
      io.emit("count", count);
    });
    socket.on("disconnect", tellPeople);
    tellPeople();
  });
}

/** @param {string[]} conditions */
async function bundlePage(conditions) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.tsx", import.meta.url))],
    bundle: true,
    format: "esm",
    jsx: "automatic",
    conditions,
    write: false,
  });
  return outputFiles.map(({ text }) => text).join("");
}

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { Acknowledge } from "../interop/client.js";
import type { Generation } from "../interop/generations.js";
import type { ServerSocket } from "../interop/server.js";
import { type RunningServer, startServer } from "../interop/server-under-test.js";

/** Starts a server that does what the scenario asks for. */
export async function startScenarioServer(generation: Generation): Promise<RunningServer> {
  const server = await startServer(generation);
  server.of("/").on("connection", (socket) => serve(server, socket));
  server.of("/admin").on("connection", (socket) => {
    socket.on("token", (answer: Acknowledge) => {
      const { token } = generation.authOf(socket.handshake) as { readonly token: unknown };
      answer(token);
    });
  });
  return server;
}

/** An address where nobody listens. */
export async function findNowhere(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}

function serve(server: RunningServer, socket: ServerSocket): void {
  socket.on("add", (left: number, right: number, answer: Acknowledge) => answer(left + right));
  socket.on("ask me to double", (value: number, answer: Acknowledge) => socket.emit("double", value, answer));
  socket.on("reverse", ({ part }: { readonly part: Buffer }) =>
    socket.emit("reversed", { reversed: Buffer.from(part).reverse() }),
  );
  socket.on("header", (name: string, answer: Acknowledge) => answer(socket.handshake.headers[name]));
  socket.on("send me away", () => socket.disconnect());
  socket.on("cut", () => server.cut());
}

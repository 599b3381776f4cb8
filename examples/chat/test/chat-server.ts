import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createChat } from "../src/chat.js";

export interface RunningChat {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the chat; without a port, on one that the system picks. */
export async function startChat(port = 0): Promise<RunningChat> {
  const { httpServer, io } = createChat();
  const bound = await listen(httpServer, port);
  return { port: bound, url: `http://localhost:${bound}/`, stop: async () => void (await io.close()) };
}

function listen(server: HttpServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve((server.address() as AddressInfo).port));
  });
}

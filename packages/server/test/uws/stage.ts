import { Server, type Socket } from "@sockeye/server";
import { attach, type UwsServerOptions } from "@sockeye/server/uws";
import { afterEach } from "vitest";
import { connectTcp, type TcpPeer } from "../contract/tcp-peer.js";
import { once } from "../interop/once.js";
import { type ListeningApp, listen, uws } from "./application.js";

/** A server on an application of uWebSockets.js that listens. */
export interface RunningServer {
  readonly app: ListeningApp;
  readonly io: Server;
  readonly port: number;
}

/** Starts servers, and closes all of each after the test. */
export function useStage() {
  const apps: ListeningApp[] = [];
  const servers: Server[] = [];

  afterEach(async () => {
    for (const io of servers.splice(0)) await io.close();
    for (const app of apps.splice(0)) app.close();
  });

  const makeApp = (tls?: Parameters<NonNullable<typeof uws>["SSLApp"]>[0]): ListeningApp => {
    if (uws === undefined) throw new Error("expected uWebSockets.js");
    const app = tls === undefined ? uws.App() : uws.SSLApp(tls);
    apps.push(app);
    return app;
  };
  const makeServer = (): Server => {
    const io = new Server({ onNotice: () => undefined });
    servers.push(io);
    return io;
  };
  const serve = async (options?: UwsServerOptions, app = makeApp()): Promise<RunningServer> => {
    const io = attach(makeServer(), app, options);
    const { port } = await listen(app);
    return { app, io, port };
  };
  return { makeApp, makeServer, serve };
}

/** A peer in the default namespace, and the server's socket for it. */
export async function join({ io, port }: Pick<RunningServer, "io" | "port">): Promise<{
  peer: TcpPeer;
  socket: Socket;
}> {
  const arrival = once<[Socket]>(io, "connection");
  const peer = await connectTcp(port);
  await peer.next();
  peer.send("40");
  const [socket] = await arrival;
  await peer.next();
  return { peer, socket };
}

/** Why a socket goes, once it does. */
export function endOf(socket: Socket): Promise<[reason: string, description: unknown]> {
  return new Promise((resolve) => {
    socket.on("disconnect", (reason, description) => resolve([reason, description]));
  });
}

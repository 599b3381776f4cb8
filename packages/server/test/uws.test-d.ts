import { Server } from "@sockeye/server";
import { attach, type UwsApp } from "@sockeye/server/uws";
import type { App, TemplatedApp } from "uws";
import { expectTypeOf, test } from "vitest";

interface ClientToServer {
  hello: (name: string) => void;
}

declare const app: TemplatedApp;

test("An application of uWebSockets.js fits, as its own types have it", () => {
  expectTypeOf<TemplatedApp>().toExtend<UwsApp>();
  expectTypeOf<ReturnType<typeof App>>().toExtend<UwsApp>();
});

test("attachApp keeps the server's type", () => {
  const io = new Server<ClientToServer>();

  expectTypeOf(io.attachApp(app)).toEqualTypeOf<typeof io>();
  expectTypeOf(attach(io, app)).toEqualTypeOf<typeof io>();
});

test("attachApp takes the options of the server, and its own", () => {
  const io = new Server();

  io.attachApp(app, { path: "/ws", pingInterval: 10_000, maxBackpressure: 4_000_000, compression: 1 });
  io.attachApp(app, { idleTimeout: 60 });
  // @ts-expect-error there is no such option
  io.attachApp(app, { maxBackPressure: 1 });
  // @ts-expect-error no application
  io.attachApp(3000);
});

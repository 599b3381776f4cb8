import { test, vi } from "vitest";
import { uws } from "./application.js";

// The tests with the official clients, over uWebSockets.js.
vi.mock("../interop/server-under-test.js", () => import("./server-over-uws.js"));

if (uws === undefined) {
  test.skip("with the official clients");
} else {
  await import("../interop/acks.test.js");
  await import("../interop/binary.test.js");
  await import("../interop/connection.test.js");
  await import("../interop/disconnection.test.js");
  await import("../interop/events.test.js");
  await import("../interop/heartbeat.test.js");
  await import("../interop/refusal.test.js");
  await import("../interop/rooms.test.js");
  await import("../interop/turned-away.test.js");
}

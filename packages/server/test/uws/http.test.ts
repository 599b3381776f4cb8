import { test, vi } from "vitest";
import { uws } from "./application.js";
import { overUws } from "./stage-over-uws.js";

// What the tests of the Node binding say of requests and their answers, over uWebSockets.js.
vi.mock("../node/stage.js", async (original) => overUws(await original()));

if (uws === undefined) {
  test.skip("requests and their answers");
} else {
  await import("../node/allow-request.test.js");
  await import("../node/client-file-content.test.js");
  await import("../node/client-files.test.js");
  await import("../node/engine-middleware.test.js");
  await import("../node/origin.test.js");
  await import("../node/refusals.test.js");
}

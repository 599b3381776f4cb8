import { createServer } from "node:http";
import type { ServerOptions } from "@sockeye/server";
import { afterEach } from "vitest";
import type { RunningServer, Stage } from "../node/stage.js";
import { listen, uws } from "./application.js";

type StageModule = typeof import("../node/stage.js");

/** In place of the stage of the tests of Node: the same, but that servers are on uWebSockets.js. */
export function overUws(original: StageModule): StageModule {
  class UwsStage extends original.Stage {
    override async serve(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
      if (uws === undefined) throw new Error("expected uWebSockets.js");
      const { io, ...told } = this.attach(createServer(), options);
      const app = uws.App();
      io.attachApp(app);
      const { port } = await listen(app);
      this.onClear(() => app.close());
      return { io, ...told, port, connections: [] };
    }
  }
  const useStage = (): Stage => {
    const stage = new UwsStage();
    afterEach(() => stage.clear());
    return stage;
  };
  return { ...original, useStage };
}

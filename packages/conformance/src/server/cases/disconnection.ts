import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";

/** Ends of a connection. PROTOCOL.md, Disconnection. */
export const disconnectionCases: readonly Case<ServerKit>[] = [
  {
    id: "disconnection-by-the-application",
    title: "the server closes the WebSocket when the application ends the connection",
    requirements: ["EIO-DIS-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["close"]');
      await peer.expectEnd();
    },
  },
  {
    id: "disconnection-by-the-application-custom",
    title:
      "the server closes the WebSocket when the application ends the connection from one of its namespaces",
    requirements: ["EIO-DIS-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["close"]');
      await peer.expectEnd();
    },
  },
  {
    id: "disconnection-code-application",
    title: "the server closes with 1000 or 1008 when the application ends the connection",
    requirements: ["EIO-DIS-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["close"]');
      await peer.expectEnd({ codes: [1000, 1008] });
    },
  },
  {
    id: "disconnection-code-heartbeat",
    title: "the server closes with 1008 when the heartbeat is lost",
    requirements: ["EIO-DIS-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      const { pingIntervalMs, pingTimeoutMs } = kit.fixture;
      await peer.expectEnd({ codes: [1008], withinMs: pingIntervalMs + pingTimeoutMs + 1_000 });
    },
  },
  {
    id: "disconnection-code-no-namespace",
    title: "the server closes with 1008 when no namespace is joined in time",
    requirements: ["EIO-DIS-3"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      await peer.expectEnd({ codes: [1008], withinMs: kit.fixture.connectTimeoutMs + 1_000 });
    },
  },
];

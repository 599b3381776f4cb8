import { setTimeout as delay } from "node:timers/promises";
import type { Case } from "../../run/case.js";
import type { AcceptOptions, ClientKit } from "../client-kit.js";
import { endingCase } from "./engine-ending.js";
import { expectElapsed, expectGivenUp, lateMs } from "./engine-times.js";

/** The shortest times that all clients go by: some keep to at least a second, whatever they are told. */
const intervalMs = 1_000;
const timeoutMs = 1_000;
const open = { pingInterval: intervalMs, pingTimeout: timeoutMs };
const manual: AcceptOptions = { heartbeat: "manual" };

/** Cases of PROTOCOL.md, Heartbeat. */
export const heartbeatCases: readonly Case<ClientKit>[] = [
  {
    id: "heartbeat-client-answers",
    title: "the client answers a ping at once",
    requirements: ["EIO4-HB-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined(manual);
      peer.send("2");
      await peer.expect("3", { withinMs: lateMs });
    },
  },
  {
    id: "heartbeat-client-answers-each",
    title: "the client answers each of several pings",
    requirements: ["EIO4-HB-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined(manual);
      for (const ping of ["2", "2", "2"]) {
        peer.send(ping);
      }
      for (const pong of ["3", "3", "3"]) {
        await peer.expect(pong, { withinMs: lateMs });
      }
      await peer.expectAlive();
    },
  },
  {
    id: "heartbeat-client-answers-before-joining",
    title: "the client answers a ping while it is in no namespace yet",
    requirements: ["EIO4-HB-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session(manual);
      await peer.expectConnect();
      peer.send("2");
      await peer.expect("3", { withinMs: lateMs });
    },
  },
  {
    id: "heartbeat-client-repeats-payload",
    title: "the client repeats what follows a ping in its pong",
    requirements: ["EIO-HB-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined(manual);
      peer.send("2probe");
      await peer.expect("3probe", { withinMs: lateMs });
    },
  },
  {
    id: "heartbeat-client-repeats-long-payload",
    title: "the client repeats at least 125 characters of a long ping",
    requirements: ["EIO-HB-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined(manual);
      const payload = "0123456789".repeat(20);
      peer.send(`2${payload}`);
      const message = await peer.next({ withinMs: lateMs });
      const pong = message.kind === "text" ? message.text : message.kind;
      if (!`3${payload}`.startsWith(pong) || pong.length < 126) {
        peer.fail("a pong with the first 125 characters, or more", pong);
      }
    },
  },
  {
    id: "heartbeat-client-sends-no-ping",
    title: "the client sends no ping, and stays as long as it is pinged",
    requirements: ["EIO4-HB-2", "EIO4-HB-7"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ ...manual, open });
      for (const pauseMs of [700, 700, 700]) {
        await delay(pauseMs);
        peer.send("2");
        await peer.expect("3", { withinMs: lateMs });
      }
    },
  },
  {
    id: "heartbeat-client-gives-up",
    title: "the client gives the connection up when it has heard nothing for both times together",
    requirements: ["EIO4-HB-8"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ ...manual, open });
      await expectGivenUp(kit, peer, intervalMs + timeoutMs);
    },
  },
  endingCase({
    id: "heartbeat-client-ends-at-pong",
    at: "a pong, which only the client sends",
    requirements: ["EIO4-HB-9"],
    revisions: [4],
    frames: ["3"],
  }),
  endingCase({
    id: "heartbeat-client-ends-at-ping",
    at: "a ping, which only the client sends",
    requirements: ["EIO3-HB-8"],
    revisions: [3],
    frames: ["2"],
  }),
  {
    id: "heartbeat-client-pings-each-interval",
    title: "the client pings every pingInterval",
    requirements: ["EIO3-HB-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ ...manual, open });
      for (const pong of ["3", "3"]) {
        const startedAtMs = performance.now();
        await peer.expect("2", { withinMs: intervalMs + lateMs });
        expectElapsed(peer, startedAtMs, intervalMs);
        peer.send(pong);
      }
    },
  },
  {
    id: "heartbeat-client-pings-a-talking-server",
    title: "the client pings though the server sends events",
    requirements: ["EIO3-HB-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ ...manual, open });
      const talk = setInterval(() => peer.instruct("nobody listens"), 200);
      await peer.expect("2", { withinMs: intervalMs + lateMs }).finally(() => clearInterval(talk));
    },
  },
  {
    id: "heartbeat-client-misses-pong",
    title: "the client gives the connection up when no pong has come for pingTimeout",
    requirements: ["EIO3-HB-7"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ ...manual, open });
      await peer.expect("2", { withinMs: intervalMs + lateMs });
      await expectGivenUp(kit, peer, timeoutMs);
    },
  },
];

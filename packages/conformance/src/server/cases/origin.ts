import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { expectRefused } from "./engine-refusal.js";

interface OriginRow {
  readonly id: string;
  readonly host: string;
  readonly origin: string;
}

const own: readonly OriginRow[] = [
  { id: "same", host: "example.com", origin: "http://example.com" },
  { id: "same-port", host: "example.com:8080", origin: "http://example.com:8080" },
  { id: "usual-port-of-host", host: "example.com:80", origin: "http://example.com" },
  { id: "usual-port-of-origin", host: "example.com", origin: "http://example.com:80" },
  { id: "usual-port-of-https", host: "example.com:443", origin: "https://example.com" },
  { id: "behind-tls", host: "example.com", origin: "https://example.com" },
  { id: "address", host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000" },
  { id: "address-v6", host: "[::1]:3000", origin: "http://[::1]:3000" },
];

const foreign: readonly OriginRow[] = [
  { id: "other-host", host: "example.com", origin: "http://example.org" },
  { id: "other-port", host: "example.com:8080", origin: "http://example.com:8081" },
  { id: "usual-port", host: "example.com:8080", origin: "http://example.com" },
  { id: "other-scheme", host: "example.com:80", origin: "https://example.com" },
  { id: "subdomain", host: "example.com", origin: "http://www.example.com" },
  { id: "parent", host: "www.example.com", origin: "http://example.com" },
  { id: "beginning", host: "example.com", origin: "http://example.com.example.org" },
  { id: "end", host: "example.com", origin: "http://notexample.com" },
  { id: "null", host: "example.com", origin: "null" },
  { id: "no-url", host: "example.com", origin: "example.com" },
];

/** PROTOCOL.md, Origin. */
export const originCases: readonly Case<ServerKit>[] = [
  {
    id: "origin-missing",
    title: "the server accepts a request without Origin",
    requirements: ["EIO-ORG-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined({ headers: { Origin: undefined } });
      await peer.expectAlive();
    },
  },
  ...own.map(
    ({ id, host, origin }): Case<ServerKit> => ({
      id: `origin-own-${id}`,
      title: `the server at ${host} accepts the Origin ${origin}`,
      requirements: ["EIO-ORG-2"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined({ headers: { Host: host, Origin: origin } });
        await peer.expectAlive();
      },
    }),
  ),
  ...foreign.map(
    ({ id, host, origin }): Case<ServerKit> => ({
      id: `origin-foreign-${id}`,
      title: `the server at ${host} refuses the Origin ${origin}`,
      requirements: ["EIO-ORG-3"],
      revisions: both,
      async run(kit) {
        await expectRefused(kit, { headers: { Host: host, Origin: origin } });
      },
    }),
  ),
];

import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { ExpectationError } from "../../run/expectation.js";
import type { HttpAnswer } from "../../wire/http-answer.js";
import { describeAnswer } from "../../wire/opening.js";
import type { ServerKit } from "../server-kit.js";
import { doubleObjections, objections } from "./engine-objections.js";
import { expectRefused, plainHttp } from "./engine-refusal.js";

const page = "http://page.example";

/** PROTOCOL.md, Refusals. */
export const refusalCases: readonly Case<ServerKit>[] = [
  ...objections.map(
    ({ id, what, status, request }): Case<ServerKit> => ({
      id: `refusal-status-${id}`,
      title: `the refusal of ${what} has the status ${status}`,
      requirements: ["EIO-REF-2"],
      revisions: both,
      async run(kit) {
        const answer = await expectRefused(kit, request(kit.revision));
        if (answer.status !== status) {
          throw new ExpectationError(`HTTP ${status}`, describeAnswer(answer));
        }
      },
    }),
  ),
  ...[...objections, ...doubleObjections].map(
    ({ id, what, code, request }): Case<ServerKit> => ({
      id: `refusal-code-${id}`,
      title: `the refusal of ${what} has a JSON body with the code ${code} and a message`,
      requirements: doubleObjections.some((row) => row.id === id) ? ["EIO-REF-7"] : ["EIO-REF-3"],
      revisions: both,
      async run(kit) {
        const body = bodyOf(await expectRefused(kit, request(kit.revision)));
        if (body.code !== code) {
          throw new ExpectationError(`the code ${code}`, JSON.stringify(body));
        }
      },
    }),
  ),
  {
    id: "refusal-polling-hint",
    title: "the refusal of transport=polling says that the server speaks WebSocket only",
    requirements: ["EIO-REF-4"],
    revisions: both,
    async run(kit) {
      const request = { query: `EIO=${kit.revision}&transport=polling`, headers: plainHttp };
      const { message } = bodyOf(await expectRefused(kit, request));
      if (!/websocket/i.test(message)) {
        throw new ExpectationError("a message that names WebSocket", message);
      }
    },
  },
  {
    id: "refusal-readable",
    title: "a page may read the refusal of its request",
    requirements: ["EIO-REF-5"],
    revisions: both,
    async run(kit) {
      const request = { query: `EIO=${kit.revision}&transport=polling` };
      expectReadable(await expectRefused(kit, { ...request, headers: { ...plainHttp, Origin: page } }));
    },
  },
  {
    id: "refusal-readable-upgrade",
    title: "the refusal of a WebSocket to a page has the headers to read it",
    requirements: ["EIO-REF-5"],
    revisions: both,
    async run(kit) {
      const request = { query: "EIO=5&transport=websocket", headers: { Origin: page } };
      expectReadable(await expectRefused(kit, request));
    },
  },
  {
    id: "refusal-preflight",
    title: "the server answers the question of a page whether it may ask",
    requirements: ["EIO-REF-5"],
    revisions: both,
    async run(kit) {
      const headers = { ...plainHttp, Origin: page, "Access-Control-Request-Method": "GET" };
      const query = `EIO=${kit.revision}&transport=polling`;
      const answer = await kit.request({ method: "OPTIONS", query, headers });
      if (answer.status < 200 || answer.status >= 300) {
        throw new ExpectationError("a status from 200 to 299", describeAnswer(answer));
      }
      expectReadable(answer);
    },
  },
];

/** What a refusal says. PROTOCOL.md, Refusals. */
function bodyOf(answer: HttpAnswer): { readonly code: number; readonly message: string } {
  const expected = "a JSON object with a code, a number, and a message, a string";
  const { code, message } = jsonObject(answer.body) ?? {};
  if (typeof code !== "number" || typeof message !== "string") {
    throw new ExpectationError(expected, describeAnswer(answer));
  }
  return { code, message };
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // not JSON
  }
}

function expectReadable({ headers }: HttpAnswer): void {
  const allowed = headers["access-control-allow-origin"];
  if (allowed !== page && allowed !== "*") {
    throw new ExpectationError(
      `Access-Control-Allow-Origin: ${page}, or *`,
      `${allowed ?? "no such header"}`,
    );
  }
}

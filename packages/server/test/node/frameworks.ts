import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createRequire } from "node:module";

/** An application, on the HTTP server that the framework's manual tells to make; it says "hello" on `/hello`. */
export interface Application {
  readonly http: HttpServer;
  /** The paths that its own handlers have been asked for. */
  readonly paths: string[];
}

export interface Framework {
  readonly name: string;
  make(): Promise<Application>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

// What the tests use of the frameworks: two of them come without types.
interface ExpressApplication extends Handler {
  use(handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void): unknown;
  get(path: string, handler: Handler): unknown;
}

interface KoaContext {
  readonly path: string;
  body: unknown;
}

interface KoaApplication {
  use(handler: (context: KoaContext) => void): unknown;
  callback(): Handler;
}

interface FastifyApplication {
  readonly server: HttpServer;
  addHook(name: "onRequest", hook: (request: { readonly url: string }) => Promise<void>): unknown;
  get(path: string, handler: () => Promise<string>): unknown;
  ready(): Promise<unknown>;
}

const require = createRequire(import.meta.url);

const plain: Framework = {
  name: "a plain handler",
  async make() {
    const paths: string[] = [];
    const http = createServer(({ url = "" }, response) => {
      paths.push(pathOf(url));
      response.statusCode = url === "/hello" ? 200 : 404;
      response.end(url === "/hello" ? "hello" : "nothing");
    });
    return { http, paths };
  },
};

const express: Framework = {
  name: "Express",
  async make() {
    const paths: string[] = [];
    const application = (require("express") as () => ExpressApplication)();
    application.use(({ url = "" }, _response, next) => {
      paths.push(pathOf(url));
      next();
    });
    application.get("/hello", (_request, response) => void response.end("hello"));
    return { http: createServer(application), paths };
  },
};

const koa: Framework = {
  name: "Koa",
  async make() {
    const paths: string[] = [];
    const Koa = require("koa") as new () => KoaApplication;
    const application = new Koa();
    application.use((context) => {
      paths.push(context.path);
      if (context.path === "/hello") context.body = "hello";
    });
    return { http: createServer(application.callback()), paths };
  },
};

function fastifyOf(create: () => FastifyApplication): Framework {
  return {
    name: "Fastify",
    async make() {
      const paths: string[] = [];
      const application = create();
      application.addHook("onRequest", async ({ url }) => void paths.push(pathOf(url)));
      application.get("/hello", async () => "hello");
      await application.ready();
      return { http: application.server, paths };
    },
  };
}

/** Fastify has many dependencies of its own, and is left out where they are not installed. */
function installedFastify(): Framework[] {
  try {
    return [fastifyOf(require("fastify") as () => FastifyApplication)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return [];
    throw error;
  }
}

export const frameworks: readonly Framework[] = [plain, express, koa, ...installedFastify()];

function pathOf(url: string): string {
  return url.replace(/\?.*/, "");
}

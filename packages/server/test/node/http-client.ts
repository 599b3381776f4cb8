import { once } from "node:events";
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as open,
  type RequestOptions,
} from "node:http";
import { text } from "node:stream/consumers";

/** An answer, all of it. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks a server on 127.0.0.1, without what `fetch` would add or forbid. */
export async function ask(
  port: number,
  path: string,
  options: RequestOptions & { readonly body?: string | Buffer } = {},
): Promise<Answer> {
  const request = open({ host: "127.0.0.1", port, path, ...options });
  request.end(options.body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

import { type Addresses, play } from "./scenario.js";

/** The application as a Worker: answers a request, which has the addresses, with the report. */
const worker = {
  fetch: async (request: Request): Promise<Response> =>
    Response.json(await play((await request.json()) as Addresses)),
};

// biome-ignore lint/style/noDefaultExport: this is how Workers find what to call
export default worker;

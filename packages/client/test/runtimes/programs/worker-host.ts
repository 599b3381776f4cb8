/** Runs a Worker in the runtime of Cloudflare Workers, asks it once, and prints what it says. */
import { readFile } from "node:fs/promises";

/** As much of Miniflare as is used here. */
interface Miniflare {
  dispatchFetch(url: string, init: object): Promise<Response>;
  dispose(): Promise<void>;
}

interface MiniflareModule {
  readonly Miniflare: new (options: object) => Miniflare;
}

const [miniflareUrl = "", script = "", addresses = ""] = process.argv.slice(2);

const { Miniflare } = (await import(miniflareUrl)) as MiniflareModule;
const miniflare = new Miniflare({
  modules: true,
  script: await readFile(script, "utf8"),
  compatibilityDate: "2026-04-01",
  cf: false, // or else it asks the internet about this machine
});
try {
  const response = await miniflare.dispatchFetch("http://worker/", { method: "POST", body: addresses });
  process.stdout.write(await response.text());
} finally {
  await miniflare.dispose();
}

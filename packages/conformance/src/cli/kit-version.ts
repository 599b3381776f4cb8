import { readFileSync } from "node:fs";
import type { KitVersion } from "../report/json.js";

/** The name and version of this package, from its package.json. */
export function readKitVersion(): KitVersion {
  const file = new URL("../../package.json", import.meta.url);
  const { name, version } = JSON.parse(readFileSync(file, "utf8")) as KitVersion;
  return { name, version };
}

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Each is a module of this folder that starts its server. */
export const contenders = [
  "sockeye-ws",
  "sockeye-uws",
  "socketio-ws",
  "socketio-uws",
  "floor-ws",
  "floor-net",
  "floor-uws",
];

const modules = {
  "sockeye-ws": "@sockeye/server",
  "sockeye-uws": "@sockeye/server/uws",
};

/** The module that a contender lacks; undefined if it can run. */
export function missingModule(contender) {
  const name = modules[contender];
  return name === undefined || isThere(name) ? undefined : name;
}

function isThere(name) {
  try {
    return existsSync(fileURLToPath(import.meta.resolve(name)));
  } catch (error) {
    if (error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
      return false;
    }
    throw error;
  }
}

import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";

/** All cases for servers. */
export const serverCases: readonly Case<ServerKit>[] = [];

import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";

/** All cases for clients. */
export const clientCases: readonly Case<ClientKit>[] = [];

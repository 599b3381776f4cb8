import type { Revision } from "../../requirements/requirement.js";

/** For a rule that is the same in both. PROTOCOL.md, Revisions. */
export const both: readonly Revision[] = [3, 4];

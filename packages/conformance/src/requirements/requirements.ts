// Generated from PROTOCOL.md by `npm run conformance:requirements`: change the document, not this file.
import type { Requirement } from "./requirement.js";

/** Every rule of PROTOCOL.md, in the order of the document. */
export const requirements: readonly Requirement[] = [];

import type { UpgradeRequest } from "../../api.js";

/**
 * The upgrade request of a connection, kept for as long as the connection lasts. A binding may keep less than the
 * request and make it anew when the application asks for it: most never do.
 */
export interface KeptRequest {
  /** The request, always the same one. */
  readonly request: UpgradeRequest;
}

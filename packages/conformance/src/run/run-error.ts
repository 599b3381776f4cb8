/** Why a run could not be made at all. */
export type RunErrorCode = "URL_INVALID" | "SERVER_UNREACHABLE" | "CLIENT_NOT_STARTED" | "NOTHING_SELECTED";

/** The whole run can't be made: that is no verdict on the one under test. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly code: RunErrorCode;

  constructor(code: RunErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

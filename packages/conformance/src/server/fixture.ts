/** The numbers that a server under test is set up with, so that cases can rely on them. */
export interface Fixture {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  /** The largest message, `maxHttpBufferSize` in servers of Socket.IO. */
  readonly maxPayloadBytes: number;
  /** How long a client may be in no namespace, where the server has such a limit. */
  readonly connectTimeoutMs: number;
  /** How long the attachments of a packet may take, where the server has such a limit. */
  readonly attachmentsTimeoutMs: number;
  /** How long `/slow` takes to let anybody in. */
  readonly slowJoinMs: number;
}

/** The numbers of the fixture application. */
export const fixture: Fixture = {
  pingIntervalMs: 400,
  pingTimeoutMs: 600,
  maxPayloadBytes: 100_000,
  connectTimeoutMs: 1_000,
  attachmentsTimeoutMs: 1_000,
  slowJoinMs: 300,
};

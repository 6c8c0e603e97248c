/** How long and how much one request may take. Times are milliseconds. */
export type EgressLimits = {
  resolveMs: number;
  /** For the TCP connection, over all addresses tried. */
  connectMs: number;
  tlsMs: number;
  /** From sending the request until the whole head of the answer is there. */
  headersMs: number;
  /** Between two pieces of a body. */
  idleMs: number;
  /** For one request from start to end; a slow drip never runs into the idle limit. */
  requestMs: number;
  /** Of one address family. */
  addressesMax: number;
  headerBytesMax: number;
  headerLinesMax: number;
  informationalMax: number;
  /** How long an unused socket stays open. */
  idleSocketMs: number;
  idleSocketsMax: number;
};

export const egressLimits: EgressLimits = {
  resolveMs: 2_000,
  connectMs: 3_000,
  tlsMs: 3_000,
  headersMs: 5_000,
  idleMs: 5_000,
  requestMs: 15_000,
  addressesMax: 16,
  headerBytesMax: 16 * 1024,
  headerLinesMax: 64,
  informationalMax: 4,
  idleSocketMs: 30_000,
  idleSocketsMax: 128,
};

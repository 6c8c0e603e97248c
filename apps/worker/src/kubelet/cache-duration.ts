/** Pausing a registry or revoking a token is to count soon, whatever a credential's own life. */
const longestMs = 30 * 60_000;
/** For a stored secret, which has no end that is known. */
const unknownEndMs = 5 * 60_000;

/**
 * How long the kubelet may use a credential again, as a Go duration: half of what is left, so that a pull
 * that begins with it at the very last moment still has the other half. `nowMs` is Berth's clock.
 */
export function cacheDuration(expiresAt: string | null, nowMs: number): string {
  const leftMs = expiresAt === null ? 2 * unknownEndMs : Date.parse(expiresAt) - nowMs;
  return `${Math.max(0, Math.floor(Math.min(leftMs / 2, longestMs) / 1000))}s`;
}

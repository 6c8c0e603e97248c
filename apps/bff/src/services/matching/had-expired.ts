import type { Registry } from "../../store/rows.ts";
import { isExpired } from "../registries/health.ts";

/**
 * Whether the secret that a registry has now was there at a moment of the past and had come to its end. Dates of
 * secrets that were replaced since are not kept; one that was corrected counts as it is known now.
 */
export function hadExpired({ secret, expiry }: Registry, then: number): boolean {
  return secret !== null && secret.setAt <= then && isExpired(expiry, then);
}

import type { PatternResult } from "./pattern.ts";
import { describePatternFailure } from "./pattern-errors.ts";
import { readPattern } from "./read-pattern.ts";

/**
 * Reads a match pattern (grammar and refusals: the matching rule). Never throws. Whether a star in
 * the host is allowed for a registry type is not decided here: this refuses what no type could
 * mean.
 *
 * @example parsePattern("acme/*") // pattern.canonical === "docker.io/acme/*"
 */
export function parsePattern(text: string): PatternResult {
  const reading = readPattern(text);
  return reading.ok ? reading : describePatternFailure(text, reading.code, reading.at);
}

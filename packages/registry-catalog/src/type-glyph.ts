/**
 * How a registry type is drawn beside its name: neutral, and nobody's trademark. A list loads all of these and nothing
 * else of the types.
 */
export interface TypeGlyph {
  readonly slug: string;
  /** An SVG path on a 24 × 24 grid, drawn as a line with round ends. */
  readonly path: string;
}

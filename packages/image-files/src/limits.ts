/**
 * What a file may cost. The text comes from a person's clipboard or from a stranger's repository, and it is
 * read on the page's own thread.
 */
export const limits = {
  textLength: 1024 * 1024,
  tokens: 400_000,
  /** Spaces a line may be indented by; nesting costs at least one space a level. */
  indent: 120,
  /** Indicators (`- `, `? `, `: `) that may open levels on one line. */
  indicatorsPerLine: 20,
  flowDepth: 50,
  /** Levels that may be looked into, those that aliases put inside one another included. */
  depth: 200,
  /** Services that may extend one another in a row. */
  extends: 50,
  documents: 1000,
  /** Entries that `<<` may copy altogether. */
  mergedEntries: 100_000,
  /** Values that may be looked at, counted again each time an alias leads to them. */
  visits: 200_000,
  /** Four times what an image may be, for the variables in it. */
  imageLength: 4096,
  images: 2000,
  problems: 50,
} as const;

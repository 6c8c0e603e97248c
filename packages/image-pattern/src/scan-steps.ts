// What the scanners tell characters apart by.
export const OTHER = 0;
export const ALPHANUMERIC = 1;
export const DOT = 2;
export const HYPHEN = 3;
export const UNDERSCORE = 4;
export const SLASH = 5;

/** The class of every UTF-16 code unit: lower-case letters and digits, separators, slash, others. */
export const CLASSES: Uint8Array = classTable();

/** At the start of a label or component; where one may end; the end of what the table knows. */
export const START = 0;
export const END = 1;
export const STOP = 7;

/** `steps[state * 8 + class]` is the next state. */
export type Steps = Uint8Array;

/** A table of steps from lines `state class next`; all others stop. */
export function stepsOf(lines: readonly (readonly [number, number, number])[]): Steps {
  const steps = new Uint8Array(64).fill(STOP);
  for (const [state, kind, next] of lines) steps[state * 8 + kind] = next;
  return steps;
}

function classTable(): Uint8Array {
  const classes = new Uint8Array(0x1_0000);
  for (let unit = 97; unit <= 122; unit++) classes[unit] = ALPHANUMERIC;
  for (let unit = 48; unit <= 57; unit++) classes[unit] = ALPHANUMERIC;
  classes[45] = HYPHEN;
  classes[46] = DOT;
  classes[47] = SLASH;
  classes[95] = UNDERSCORE;
  return classes;
}

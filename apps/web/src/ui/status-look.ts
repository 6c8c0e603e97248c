import type { StatusShape } from "./status-glyph.tsx";
import type { Tone } from "./tone.ts";

/** How a state is drawn: never by colour alone. */
export interface StatusLook {
  readonly shape: StatusShape;
  readonly tone: Tone;
  readonly word: string;
}

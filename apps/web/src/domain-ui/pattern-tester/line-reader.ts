import { measured } from "#src/lib/measured.ts";
import {
  type ImageLine,
  type Judges,
  judgeImage,
  type LineWinner,
  lineOfServer,
} from "./image-line.ts";

/**
 * Judges lines when they are asked about, each of them once. `told` has what the server says of places where it sees
 * something else.
 */
export function createLineReader(
  images: readonly string[],
  judges: Judges,
  told: ReadonlyMap<number, LineWinner | null>,
): (place: number) => ImageLine | null {
  const known = new Map<number, ImageLine>();
  const read = (text: string, place: number) => {
    const line = judgeImage(text, judges);
    const winner = told.get(place);
    return winner === undefined ? line : lineOfServer(line, winner);
  };
  return (place) => {
    const text = images[place];
    if (text === undefined) return null;
    const line = known.get(place) ?? measured("tester: explain", () => read(text, place));
    known.set(place, line);
    return line;
  };
}

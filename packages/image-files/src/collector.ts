import type { FileProblem, FoundImage } from "./found-image.ts";
import { limits } from "./limits.ts";

type Place = (at: number) => { line: number; column: number };

/** Gathers what a file names while it is read, within limits. */
export type Collector = {
  image: (at: number, found: Omit<FoundImage, "line" | "column">) => void;
  problem: (at: number, message: string, more?: Pick<FileProblem, "elsewhere">) => void;
  /** False once too much was looked at: stop reading. */
  visit: (at: number) => boolean;
  images: FoundImage[];
  problems: FileProblem[];
};

export function createCollector(place: Place): Collector {
  const images: FoundImage[] = [];
  const problems: FileProblem[] = [];
  let visits = 0;
  let dropped = false;
  const problem: Collector["problem"] = (at, message, more = {}) => {
    if (problems.length < limits.problems) problems.push({ ...place(at), message, ...more });
  };
  const image = (at: number, found: Omit<FoundImage, "line" | "column">) => {
    if (images.length < limits.images) images.push({ ...found, ...place(at) });
    else if (!dropped) {
      dropped = true;
      problem(at, `Only the first ${limits.images} images are shown.`);
    }
  };
  const visit = (at: number) => {
    visits += 1;
    if (visits === limits.visits) {
      problem(at, "This file repeats itself too often through aliases. The rest is left out.");
    }
    return visits < limits.visits;
  };
  return { image, problem, visit, images, problems };
}

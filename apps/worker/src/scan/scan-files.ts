import { dirname, resolve } from "node:path";
import { applyVariables, findImages, type FileKind, type FileProblem } from "@berth/image-files";
import { judgeImage, type Rules, type ScannedImage, type Verdict } from "./judge-image.ts";

export type ScannedFile = {
  file: string;
  kind: FileKind;
  images: ScannedImage[];
  /** What keeps images in the file from being seen. */
  problems: FileProblem[];
};

export type Counts = Record<Verdict, number> & { problems: number };

/** Judges every image of some files. Never throws. */
export function scanFiles(
  files: readonly { name: string; text: string }[],
  values: Readonly<Record<string, string>>,
  rules: Rules,
): ScannedFile[] {
  const scanned = new Set(files.map(({ name }) => resolve(name)));
  return files.map(({ name, text }) => {
    const { kind, images, problems: found } = findImages(text, { fileName: name });
    const problems = found.flatMap(({ elsewhere, ...problem }) =>
      elsewhere !== undefined && scanned.has(resolve(dirname(name), elsewhere)) ? [] : [problem],
    );
    const judged = applyVariables(images, values).map((image) => judgeImage(image, rules));
    return { file: name, kind, images: judged, problems };
  });
}

/** How many images got each verdict. */
export function countVerdicts(files: readonly ScannedFile[]): Counts {
  const counts = { covered: 0, uncovered: 0, refused: 0, unreadable: 0, "not-pulled": 0 };
  for (const { verdict } of files.flatMap(({ images }) => images)) counts[verdict] += 1;
  return { ...counts, problems: files.flatMap(({ problems }) => problems).length };
}

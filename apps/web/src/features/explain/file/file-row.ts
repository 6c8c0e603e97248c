import type { ExplanationView, Verdict } from "@berth/api-contract";
import type { ResolvedImage } from "@berth/image-files";

/** `local`: not pulled at all. `variable`: a value is missing. `waiting`: the server has not answered yet. */
export type RowState = Verdict | "local" | "variable" | "waiting";

/** One image of the file with what became of it. */
export interface FileRow {
  readonly image: ResolvedImage;
  readonly state: RowState;
  readonly explanation: ExplanationView | null;
  /** Somebody has to look at it. */
  readonly isProblem: boolean;
}

export function fileRows(
  images: readonly ResolvedImage[],
  answers: ReadonlyMap<string, ExplanationView>,
): FileRow[] {
  return images.map((image) => {
    const explanation =
      image.pulled && image.reference !== null ? (answers.get(image.reference) ?? null) : null;
    const state = stateOf(image, explanation);
    const isProblem = !["uses", "local", "waiting"].includes(state);
    return { image, state, explanation, isProblem };
  });
}

function stateOf(
  { pulled, reference }: ResolvedImage,
  explanation: ExplanationView | null,
): RowState {
  if (!pulled) return "local";
  if (reference === null) return "variable";
  return explanation?.verdict ?? "waiting";
}

/** Why a row has the state it has, with back-quotes around code. */
export function rowReason({ image, state, explanation }: FileRow): string {
  switch (state) {
    case "local":
      return image.note ?? "";
    case "variable":
      return `Needs a value for ${image.missing.join(", ")}.`;
    case "waiting":
      return "";
    case "uses":
      return `\`${explanation?.winner?.pattern ?? ""}\` covers it.`;
    case "no-credential":
      return explanation?.hint?.message ?? "No pattern covers it; the pull is anonymous.";
    default:
      return explanation?.sentence ?? "";
  }
}

/** What is worth knowing beside the verdict. */
export function rowNote({ image, state }: FileRow): string | null {
  if (state !== "local" && image.note !== undefined) return image.note;
  const inTag = image.missing.length > 0 && image.reference !== null;
  return inTag ? "Variable in the tag: doesn't affect matching." : null;
}

/** Another verdict, or another registry; false while one of them still waits for the server. */
export function hasChanged(before: FileRow, after: FileRow): boolean {
  if (before.state === "waiting" || after.state === "waiting") return false;
  const registryOf = ({ explanation }: FileRow) => explanation?.winner?.registry.id;
  return before.state !== after.state || registryOf(before) !== registryOf(after);
}

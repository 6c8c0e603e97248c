import { paths } from "#src/paths.ts";

/** What the page is asked; it stands in the address. `asOf` is ISO 8601. */
export interface Question {
  image: string;
  project: string;
  asOf: string;
}

export function readQuestion(search: URLSearchParams): Question {
  return {
    image: search.get("image") ?? "",
    project: search.get("project") ?? "",
    asOf: readMoment(search.get("asOf")),
  };
}

export function questionPath(org: string, { image, project, asOf }: Question): string {
  return paths.explain(org, { image: cleanImage(image).image, project, asOf });
}

/** An old or hand-made link may hold anything; what is no moment counts as absent. */
function readMoment(text: string | null): string {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}

/** People paste what they have at hand: a whole command, or a name with space around it. What was removed is said. */
export function cleanImage(text: string): { image: string; removed: string | null } {
  const trimmed = text.trim();
  const command = /^(?:sudo\s+)?(?:docker|podman|nerdctl|crictl)\s+pull\s+(?=\S)/.exec(
    trimmed,
  )?.[0];
  if (command === undefined) return { image: trimmed, removed: null };
  return { image: trimmed.slice(command.length), removed: command.trim() };
}

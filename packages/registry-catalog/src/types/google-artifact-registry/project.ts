import { parseImage } from "@berth/image-pattern";
import { accept, checkText, problem } from "../../fields/text-input.ts";
import type { FieldResult } from "../../issue.ts";
import { parseGarHost } from "./gar-host.ts";

/** A project id, `example.com:project` included; or an image, from which it is read. */
export function checkProject(input: unknown): FieldResult<string> {
  return checkText(input, (text) => {
    const image = readGarImage(text);
    if (image !== null && image.project !== "") {
      return accept(image.project, [
        { code: "read-from-image", message: `Read the project from the image: ${image.project}.` },
      ]);
    }
    if (/^\d+$/.test(text)) {
      return problem(
        "project-number",
        "This is a project number. Enter the project id, which has letters; it stands beside the number in the Google Cloud console.",
      );
    }
    const lower = text.toLowerCase().replace(/^([a-z0-9.-]+\.[a-z]+)\/(?=[a-z])/, "$1:");
    if (!isProjectId(lower)) {
      return problem(
        "bad-project",
        /[\sA-Z]/.test(text)
          ? "This looks like the project's name. Enter its id, which is lower case and has no spaces."
          : "A project id has 6 to 30 lower-case letters, digits and hyphens, and begins with a letter.",
      );
    }
    if (lower === text) return accept(lower);
    return accept(lower, [
      { code: "rewritten", message: `Written as '${lower}', the form of project ids.` },
    ]);
  });
}

export interface GarImage {
  readonly host: string;
  readonly project: string;
  readonly repository: string;
}

/** Host, project and repository of an image on Artifact Registry or the old hosts; null for others. */
export function readGarImage(text: string): GarImage | null {
  const parsed = parseImage(text.replace(/^https:\/\//, "").replace(/\/$/, ""));
  const host = parsed.ok ? parseGarHost(parsed.image.host) : null;
  if (!parsed.ok || host === null) return null;
  const parts = parsed.image.path.split("/");
  // A project of a domain has its domain as a path component of its own.
  const project = parts[0]?.includes(".")
    ? `${parts.shift() ?? ""}:${parts.shift() ?? ""}`
    : (parts.shift() ?? "");
  const repository = host.service === "gcr" ? "" : (parts[0] ?? "");
  return { host: parsed.image.host, project, repository };
}

/** Has this the form of a project id, such as `my-project` or `example.com:my-project`? */
export function isProjectId(text: string): boolean {
  return /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(text);
}

/** The project as it stands in image names. */
export function projectPath(project: string): string {
  return project.replace(":", "/");
}

/** The domain of a project's service accounts, such as `my-project.iam.gserviceaccount.com`. */
export function accountDomain(project: string): string {
  const [domain, name] = project.includes(":") ? project.split(":") : [undefined, project];
  return `${name ?? ""}${domain === undefined ? "" : `.${domain}`}.iam.gserviceaccount.com`;
}

import { listInWords } from "@berth/image-pattern";
import { parseGarHost } from "@berth/registry-catalog";
import { bearerAuthorization } from "../authorization.ts";
import { field, parseJson } from "../json.ts";
import type { Reviewed, SignInContext } from "./sign-in.ts";

/** What a service account that only pulls can't do to a repository. */
const beyondPull = [
  "artifactregistry.repositories.uploadArtifacts",
  "artifactregistry.repositories.deleteArtifacts",
  "artifactregistry.repositories.setIamPolicy",
];

/** Old hosts are repositories of their own name in these locations. */
const locationOfGcr: Readonly<Record<string, string>> = {
  "gcr.io": "us",
  "us.gcr.io": "us",
  "eu.gcr.io": "europe",
  "asia.gcr.io": "asia",
};

/**
 * Asks Artifact Registry which of these rights the access token's account has on the image's repository.
 * Asking changes nothing, needs no right, and the read-only scope is enough for it. Where the project has not
 * switched that API on, or anything else goes wrong, nothing is said.
 * @see https://docs.cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/testIamPermissions
 */
export async function reviewGoogleRights(
  { host, path }: Pick<SignInContext, "host" | "path">,
  token: string,
  send: SignInContext["send"],
): Promise<Reviewed> {
  const nothing = { identity: null, overPrivileged: null };
  const repository = repositoryOf(host, path);
  if (repository === null) return nothing;
  const sent = await send({
    method: "POST",
    url: `https://artifactregistry.googleapis.com/v1/${repository}:testIamPermissions`,
    bodyBytesMax: 64 * 1024,
    authorization: bearerAuthorization(token),
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ permissions: beyondPull }),
  });
  if (!sent.ok || sent.answer.status !== 200) return nothing;
  const json = parseJson(new TextDecoder().decode(sent.response.body));
  const granted = json.ok ? field(json.value, "permissions") : undefined;
  const more = beyondPull.filter((right) => Array.isArray(granted) && granted.includes(right));
  if (more.length === 0) return nothing;
  const rights = listInWords(more.map((right) => `\`${right}\``));
  return {
    identity: null,
    overPrivileged: `The service account also has ${rights} on \`${repository}\`; the role \`roles/artifactregistry.reader\` is enough. Workers get a read-only token all the same.`,
  };
}

/** The resource name of an image's repository; null where the host or path says no such. */
function repositoryOf(host: string, path: string): string | null {
  const place = parseGarHost(host);
  const parts = path.split("/");
  // A project of a domain has its domain as a path component of its own.
  const domain = parts[0]?.includes(".") === true ? `${parts.shift() ?? ""}:` : "";
  const project = parts.shift() ?? "";
  const location = place?.service === "gcr" ? locationOfGcr[host] : place?.place;
  const repository = place?.service === "gcr" ? host : (parts[0] ?? "");
  if (location === undefined || project === "" || repository === "") return null;
  return `projects/${domain}${project}/locations/${location}/repositories/${repository}`;
}

import type { RefusalReason } from "@berth/api-contract";
import type { PatternEntry, Project, Registry, WorkerToken } from "../../store/rows.ts";
import { isExpired } from "../registries/health.ts";
import { isSignedInToByWorkers } from "../registries/signed-in-to-by-workers.ts";

export type Refused = { reason: RefusalReason; message: string };

export type Asked = {
  entry: PatternEntry;
  registry: Registry;
  project: Project | null;
  /** Who asks; null where nobody does, and no token's limits count. */
  workerToken: Pick<WorkerToken, "scope"> | null;
};

/** Why the registry that serves an image gives nothing to this project now; null where it does. */
export function refusalOf(
  { entry, registry, project, workerToken }: Asked,
  now: number,
): Refused | null {
  const personal = personalRefusal(entry, project);
  if (personal !== null) return personal;
  const { id, name } = registry;
  const registries = workerToken?.scope.registries ?? null;
  if (registries !== null && !registries.some((one) => one.id === id)) {
    return {
      reason: "registry_out_of_scope",
      message: `'${name}' serves this image, but this worker token may not use it. An admin can make one that may.`,
    };
  }
  if (registry.paused) {
    return {
      reason: "registry_paused",
      message: `'${name}' serves this image but is paused. No other registry takes its place; an admin can resume it.`,
    };
  }
  if (isExpired(registry.expiry, now) || registry.health.state === "expired") {
    return {
      reason: "credential_expired",
      message: `'${name}' serves this image, but its secret has expired. An admin has to replace it.`,
    };
  }
  // Where workers sign in with their own role nothing is withheld, and only they can find out that it works again.
  if (registry.health.state === "failing" && !isSignedInToByWorkers(registry)) {
    const why = registry.health.reason === null ? "" : ` ${registry.health.reason}`;
    return {
      reason: "registry_failing",
      message: `'${name}' serves this image, but its last check failed.${why} An admin has to repair it first: its page in Berth says how.`,
    };
  }
  return null;
}

/** A personal project gets no credential of the organization, whatever it matches. */
export function personalRefusal(entry: PatternEntry, project: Project | null): Refused | null {
  if (project?.owner.kind !== "person") return null;
  return {
    reason: "personal_project",
    message: `'${project.name}' is a personal project of ${project.owner.person.name}, and personal projects can't use organization registries. The pattern \`${entry.pattern}\` of '${entry.registryName}' matches this image.`,
  };
}

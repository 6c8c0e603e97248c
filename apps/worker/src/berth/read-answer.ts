import type { ErrorBody, WorkerPatterns, WorkerPullAnswer, WorkerSelf } from "@berth/api-contract";

/**
 * What Berth answered, checked by hand: the contract's schemas would make this file ten times as large.
 * A test holds both against each other. Null where it isn't what the contract says.
 */
export function readPullAnswer(body: unknown): WorkerPullAnswer | null {
  const { pull, image, match, outcome, reason, message, credential, scope, expiresAt } =
    object(body);
  if (!isText(pull) || pull === "" || !isText(message)) return null;
  const { canonical, mappedFrom = "" } = object(image);
  if (!isTextOrNull(canonical) || !isText(mappedFrom)) return null;
  if (outcome !== "credential" && outcome !== "anonymous" && outcome !== "refused") return null;
  if (!isTextOrNull(reason) || !isTextOrNull(scope) || !isTextOrNull(expiresAt)) return null;
  if (match !== null && !hasTexts(match, "registry", "pattern", "reason")) return null;
  if (credential !== undefined && !isCredential(credential)) return null;
  if ((outcome === "credential") !== (credential !== undefined)) return null;
  return body as WorkerPullAnswer;
}

/** The organization's patterns, and which names are pulled under others; or null. */
export function readPatterns(body: unknown): WorkerPatterns | null {
  const { entries, mappings = [] } = object(body);
  if (!Array.isArray(entries) || !entries.every(isPattern)) return null;
  if (!Array.isArray(mappings) || !mappings.every((one) => hasTexts(one, "from", "to")))
    return null;
  return { entries, mappings };
}

/** Whose token it is, or null. */
export function readSelf(body: unknown): WorkerSelf | null {
  const { organization, token, project, serverTime } = object(body);
  if (!hasTexts(organization, "name", "slug") || !isText(serverTime)) return null;
  // A Berth older than this worker doesn't say, and knows no limits of a token.
  const { actions = everyAction } = object(token);
  if (!hasTexts(token, "name", "prefix", "expiresAt")) return null;
  if (!Array.isArray(actions) || !actions.every(isText)) return null;
  const { kind } = object(project);
  const known =
    kind === "none" ||
    (kind === "project" && hasTexts(project, "name", "ownerKind")) ||
    (kind === "refused" && hasTexts(project, "reason", "message"));
  return known
    ? {
        ...(body as WorkerSelf),
        token: {
          ...(token as WorkerSelf["token"]),
          actions: actions as WorkerSelf["token"]["actions"],
        },
      }
    : null;
}

const everyAction: WorkerSelf["token"]["actions"] = ["pull", "read-patterns", "check"];

/** The id of a check that was sent, or null. */
export function readCheckId(body: unknown): string | null {
  const { id } = object(object(body)["check"]);
  return isText(id) ? id : null;
}

/** The error an unsuccessful answer carries, or null where it carries none of ours. */
export function readError(body: unknown): ErrorBody["error"] | null {
  const { error } = object(body);
  return hasTexts(error, "code", "message", "requestId") ? (error as ErrorBody["error"]) : null;
}

function isPattern(value: unknown): boolean {
  const { hosts, paused, refusal, servesHost } = object(value);
  const { kind, hosts: list, pattern } = object(hosts);
  return (
    hasTexts(value, "id", "pattern", "registryId", "registryName") &&
    typeof paused === "boolean" &&
    typeof servesHost === "boolean" &&
    (refusal === null || hasTexts(refusal, "reason", "message")) &&
    ((kind === "exact" && Array.isArray(list) && list.every(isText)) ||
      (kind === "wildcard" && isText(pattern)))
  );
}

function isCredential(value: unknown): boolean {
  if (!hasTexts(value, "registryHost")) return false;
  const { ownRole } = object(value);
  if (ownRole !== undefined) {
    const { type, settings } = object(ownRole);
    return isText(type) && Object.values(object(settings)).every(isText);
  }
  return hasTexts(value, "registryToken") || hasTexts(value, "username", "password");
}

function hasTexts(value: unknown, ...names: string[]): boolean {
  return names.every((name) => isText(object(value)[name]));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

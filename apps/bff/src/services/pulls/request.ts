import type { WorkerPullAnswer, WorkerPullInput } from "@berth/api-contract";
import { parseImage, type ImageReference } from "@berth/image-pattern";
import { newId } from "../../ids.ts";
import type { PatternEntry, Project, Pull } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { isoOrNull } from "../time.ts";
import { refusalOf } from "./decide.ts";
import { resolveProject } from "./resolve-project.ts";

/** What the pull comes to. `credential` never reaches the record. */
type Decision = Pick<Pull, "outcome" | "reason" | "message" | "credentialKind" | "scope"> & {
  expiresAt: number | null;
  credential?: WorkerPullAnswer["credential"];
};

type Facts = {
  image: ImageReference | null;
  project: Project | null;
  entry: PatternEntry | null;
  /** Why this pattern, in one sentence. */
  why: string;
};

/**
 * Decides what a worker gets for an image, and writes it down before answering: what can't be recorded
 * is not handed out. Refused and anonymous pulls are recorded as well.
 */
export async function requestPull(
  ctx: WorkerContext,
  input: WorkerPullInput,
): Promise<WorkerPullAnswer> {
  const facts: Facts = { image: null, project: null, entry: null, why: "" };
  const decision = await decide(ctx, input, facts);
  const at = ctx.clock();
  const { image, project, entry } = facts;
  const { outcome, reason, message, credentialKind, scope } = decision;
  const pull: Pull["id"] = newId("pul", at);
  await ctx.store.pulls.record({
    id: pull,
    organizationId: ctx.organization.id,
    at,
    image: input.image,
    canonical: image === null ? null : canonicalName(image),
    imageName: image?.canonical ?? null,
    outcome,
    reason,
    message,
    status: outcome === "refused" ? "refused" : "started",
    registry: entry === null ? null : { id: entry.registryId, name: entry.registryName },
    pattern: entry?.pattern ?? null,
    project:
      project === null
        ? null
        : { id: project.id, name: project.name, ownerKind: project.owner.kind },
    workerToken: { id: ctx.workerToken.id, name: ctx.workerToken.name },
    credentialKind,
    scope,
  });
  return {
    pull,
    image: { canonical: image?.canonical ?? null },
    match:
      entry === null
        ? null
        : { registry: entry.registryName, pattern: entry.pattern, reason: facts.why },
    outcome,
    reason,
    message,
    ...(decision.credential === undefined ? {} : { credential: decision.credential }),
    scope,
    expiresAt: isoOrNull(decision.expiresAt),
  };
}

/** Fills `facts` as far as it comes, so that a refusal is recorded with all that is known. */
async function decide(ctx: WorkerContext, input: WorkerPullInput, facts: Facts): Promise<Decision> {
  const parsed = parseImage(input.image);
  if (!parsed.ok) return refused({ reason: "image_unreadable", message: parsed.message });
  facts.image = parsed.image;
  const resolved = await resolveProject(ctx, input.project);
  if (!resolved.ok) return refused(resolved);
  facts.project = resolved.project;
  const { index, entries } = await ctx.indexes.current(ctx.organization.id);
  const found = index.explain(input.image);
  const entry = found.ok && found.winner !== null ? entries.get(found.winner.id) : undefined;
  if (entry === undefined || !found.ok) return anonymous(noMatch);
  facts.entry = entry;
  facts.why = found.sentence;
  const registry = await ctx.store.registries.get(ctx.organization.id, entry.registryId);
  // Deleted between two reads: from now on no pattern matches.
  if (registry === null) {
    facts.entry = null;
    return anonymous(noMatch);
  }
  const refusal = refusalOf(entry, registry, resolved.project, ctx.clock());
  if (refusal !== null) return refused(refusal);
  return await obtain(ctx, { registry, image: parsed.image });
}

async function obtain(
  ctx: WorkerContext,
  asked: Parameters<WorkerContext["pullCredentials"]["obtain"]>[1],
): Promise<Decision> {
  const { registry, image } = asked;
  const issued = await ctx.pullCredentials.obtain(ctx, asked).catch(toUnreadable);
  if (issued === null) {
    return refused({
      reason: "credential_unreadable",
      message: `The stored secret of '${registry.name}' can't be opened. An admin has to replace it.`,
    });
  }
  if (!issued.ok) {
    const { symptom } = issued.diagnosis;
    const message = `'${registry.name}' serves this image, but gave no credential for it: ${symptom}`;
    return refused({ reason: "registry_failing", message });
  }
  const { credential } = issued;
  if (credential.kind === "none") {
    return anonymous(`'${registry.name}' serves this image and asks for no sign-in.`);
  }
  if (credential.kind === "pair" && credential.stored && !registry.handOutStored) {
    return refused({
      reason: "stored_secret_not_handed_out",
      message: `'${registry.name}' gives out no short-lived tokens, and its setting "hand out the stored credential" is off. An admin can switch it on.`,
    });
  }
  const signedIn = {
    outcome: "credential",
    reason: null,
    expiresAt: credential.expiresAt,
  } as const;
  const message = `Signed in with '${registry.name}'.`;
  if (credential.kind === "token") {
    return {
      ...signedIn,
      message,
      credentialKind: "registry-token",
      scope: credential.scope,
      credential: { registryHost: image.host, registryToken: credential.token },
    };
  }
  const { username, secret: password, stored } = credential;
  return {
    ...signedIn,
    message,
    credentialKind: stored ? "stored-secret" : "registry-token",
    scope: stored ? "everything this secret allows" : "everything this short-lived login allows",
    credential: { registryHost: image.host, username, password },
  };
}

const noMatch =
  "No pattern of this organization covers this image, so it is pulled without signing in.";

function refused({ reason, message }: Pick<Pull, "reason" | "message">): Decision {
  const nothing = { credentialKind: null, scope: null, expiresAt: null };
  return { outcome: "refused", reason, message, ...nothing };
}

function anonymous(message: string): Decision {
  const nothing = { credentialKind: null, scope: null, expiresAt: null };
  return { outcome: "anonymous", reason: null, message, ...nothing };
}

function toUnreadable(err: unknown): null {
  if (err instanceof AppError && err.code === "credential_unreadable") return null;
  throw err;
}

/** Name with tag or digest, as it stands in the record of the pull. */
function canonicalName({ canonical, tag, digest }: ImageReference): string {
  // With both, the digest decides, and clients refuse a reference that carries the two.
  if (digest !== undefined) return `${canonical}@${digest}`;
  return `${canonical}:${tag ?? "latest"}`;
}

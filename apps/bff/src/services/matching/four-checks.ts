import type { CheckOutcome, ExplanationView } from "@berth/api-contract";
import type { Explanation, ImageReference } from "@berth/image-pattern";
import { dayInWords, registryType, type Settings } from "@berth/registry-catalog";
import type { PatternEntry, Project, Registry } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { healthView } from "../registries/health.ts";
import { isSignedInToByWorkers } from "../registries/signed-in-to-by-workers.ts";
import { fromIso } from "../time.ts";
import type { Evidence, Reading } from "./evidence.ts";
import { hadExpired } from "./had-expired.ts";
import type { OrganizationIndex } from "./organization-index.ts";
import type { Registries } from "./registries-read.ts";

type FourCheck = ExplanationView["checks"][number];

type Facts = { image: ImageReference | null; entry: PatternEntry | null; found: Explanation };
type Around = {
  registries: Registries;
  entries: OrganizationIndex["entries"];
  project: Project | null;
  asOf: string | null;
  evidence: Evidence;
};

/** The four questions of support, in their fixed order. What is not known is said to be so. */
export async function fourChecksOf(
  ctx: MemberContext,
  around: Around,
  facts: Facts,
): Promise<FourCheck[]> {
  return [
    await configured(ctx, around, facts),
    await covered(around, facts),
    ownedByOrganization(ctx, around.project),
    await readable(ctx, around, facts),
  ];
}

async function configured(
  ctx: MemberContext,
  { registries, asOf }: Around,
  { entry }: Facts,
): Promise<FourCheck> {
  const id = "configured";
  if (entry === null) {
    const { count } = registries;
    if (count === 0) return mark(id, "fail", "No registry is set up for this organization.");
    return mark(
      id,
      "pass",
      count === 1 ? "One registry is set up." : `${count} registries are set up.`,
    );
  }
  const registry = await registries.of(entry.registryId);
  const link = { kind: "registry" as const, id: entry.registryId };
  if (registry === null) {
    return mark(id, "cannot-tell", `'${entry.registryName}' existed then and has been deleted.`);
  }
  if (asOf !== null) {
    const [value, state] = stateThen(ctx, registry, entry, fromIso(asOf));
    return mark(id, value, `'${entry.registryName}' ${state}.`, link);
  }
  const { state, reason } = healthView(registry, ctx.clock(), false);
  if (isSignedInToByWorkers(registry) && state !== "paused" && state !== "expired") {
    return mark(id, ...onWorkers(ctx, registry), link);
  }
  if (state === "paused" || state === "expired" || state === "failing") {
    return mark(id, "fail", `'${registry.name}': ${reason ?? state}`, link);
  }
  // Dates and ways of a secret are not a member's to read, here as little as on the registry's page.
  if (ctx.role === "member") return mark(id, "pass", `'${registry.name}' is set up.`, link);
  const { at } = registry.expiry;
  const ends = at === null ? "" : `, expires ${dayInWords(at)}`;
  return mark(id, "pass", `'${registry.name}', ${accessOf(registry)}${ends}.`, link);
}

function stateThen(
  { role }: MemberContext,
  registry: Registry,
  { paused }: PatternEntry,
  then: number,
): [FourCheck["mark"], string] {
  if (paused) return ["fail", "was paused then"];
  if (hadExpired(registry, then)) return ["fail", "was set up, but its secret had expired by then"];
  const { secret } = registry;
  // When a secret was set is not a member's to find out by asking about one moment after the other.
  if (role !== "member" && secret !== null && secret.setAt > then) {
    return ["pass", "was set up then; its secret has been replaced since"];
  }
  return ["pass", "was set up then"];
}

/**
 * Nothing is stored that could be missing or wrong, and pulls are answered whatever a worker saw. Whether the role
 * may read is known only from there.
 */
function onWorkers(ctx: MemberContext, { name, health }: Registry): [FourCheck["mark"], string] {
  const signIn = `'${name}': workers sign in with their own role, and nothing is stored.`;
  const { state, reason, checkedAt, checkedBy } = health;
  if (checkedAt === null || checkedBy === null || state === "not-checked") {
    return ["cannot-tell", `${signIn} No worker has checked yet whether the role may read.`];
  }
  // Which machines there are is not a member's to read.
  const who = ctx.role === "member" ? "A worker" : `Worker '${checkedBy}'`;
  const ago = agoInWords(ctx.clock() - checkedAt);
  if (state === "healthy") return ["pass", `${signIn} ${who} fetched a manifest ${ago}.`];
  return [
    "cannot-tell",
    `${signIn} ${who} reported ${ago}: ${reason ?? state} Pulls are answered all the same, and another worker's role may read.`,
  ];
}

/** What signs in: the stored secret, or a role in its place. */
function accessOf({ type, settings, secret }: Registry): string {
  const role = registryType(type)?.ownRole?.(settings as Settings) ?? null;
  if (role !== null) return `signs in with the ${role}'s role, so no secret is stored`;
  return secret === null ? "no secret" : `secret set ${dayInWords(secret.setAt)}`;
}

async function covered(
  { registries, entries }: Around,
  { entry, found }: Facts,
): Promise<FourCheck> {
  const id = "covered";
  if (!found.ok) return mark(id, "fail", "This is not an image name, so no pattern can match it.");
  if (entry !== null) {
    const link = { kind: "registry" as const, id: entry.registryId };
    return mark(id, "pass", `\`${entry.pattern}\` covers it.`, link);
  }
  // What is missing is most often added beside the nearest pattern; its registry may be gone since.
  const near = found.nearest === null ? undefined : entries.get(found.nearest.id);
  const registry = near === undefined ? null : await registries.of(near.registryId);
  const link = registry === null ? null : { kind: "registry" as const, id: registry.id };
  return mark(id, "fail", `No pattern covers it.${nearMiss(found)}`, link);
}

/** The nearest pattern and the hint, each sentence once: a hint often ends in the reason it is about. */
function nearMiss({ nearest, hint }: Extract<Explanation, { ok: true }>): string {
  if (nearest === null) return hint === null ? "" : ` ${hint.message}`;
  const { pattern, reason } = nearest;
  if (hint?.message.includes(reason.message)) return ` ${hint.message}`;
  const near = ` Nearest: \`${pattern}\`. ${reason.message}`;
  return hint === null || near.includes(hint.message) ? near : `${near} ${hint.message}`;
}

function ownedByOrganization(ctx: MemberContext, project: Project | null): FourCheck {
  const id = "organization";
  if (project === null) return mark(id, "cannot-tell", "Choose a project to check this.");
  const link = { kind: "project" as const, id: project.id };
  if (project.owner.kind === "organization") {
    return mark(id, "pass", `${project.name} is owned by ${ctx.organization.name}.`, link);
  }
  const text = `${project.name} is ${project.owner.person.name}'s personal project.`;
  return mark(id, "fail", text, link);
}

async function readable(
  ctx: MemberContext,
  { project, asOf, evidence }: Around,
  { entry, image }: Facts,
): Promise<FourCheck> {
  const id = "readable";
  if (entry === null || image === null) {
    return mark(id, "not-checked", "There is no credential to read it with.");
  }
  if (project?.owner.kind === "person") {
    return mark(id, "not-checked", "A personal project gets no credential of the organization.");
  }
  if (asOf !== null) {
    return mark(id, "not-checked", "Checks are not replayed for the past.");
  }
  return ofReading(ctx, await evidence.of(entry.registryId, image.canonical));
}

function ofReading(ctx: MemberContext, reading: Reading): FourCheck {
  const id = "readable";
  if (reading === null) return mark(id, "not-checked", "Not checked for this image yet.");
  const ago = agoInWords(ctx.clock() - reading.at);
  if (reading.kind === "pull") {
    const who = reading.pull.workerToken?.name;
    return mark(id, "pass", `Pulled ${ago}${who === undefined ? "" : ` with '${who}'`}.`);
  }
  const { check } = reading;
  // Checks are not a member's to read, so neither is the way to them.
  const link = ctx.role === "member" ? null : { kind: "check" as const, id: check.id };
  if (check.outcome === null) return mark(id, "not-checked", "Not checked for this image yet.");
  const told = markOf[check.outcome];
  const by =
    check.workerToken === null || ctx.role === "member" ? "" : `, by '${check.workerToken.name}'`;
  if (told === "pass") return mark(id, "pass", `Manifest fetched ${ago}${by}.`, link);
  const symptom = check.diagnosis?.symptom ?? "The check did not end.";
  if (check.outcome !== "denied_or_missing")
    return mark(id, told, `${symptom} (${ago}${by})`, link);
  // Some say that a right is missing; most leave it open.
  if (check.diagnosis?.confidence === "certain") {
    return mark(id, "fail", `${symptom} (${ago}${by})`, link);
  }
  return mark(id, told, "Denied or doesn't exist: the registry doesn't say which.", link);
}

const markOf: Record<CheckOutcome, FourCheck["mark"]> = {
  ok: "pass",
  ok_but_public: "pass",
  authenticated_but_not_found: "fail",
  denied_or_missing: "cannot-tell",
  bad_credential: "fail",
  expired: "fail",
  rate_limited: "cannot-tell",
  unreachable: "cannot-tell",
  tls: "cannot-tell",
  policy: "cannot-tell",
  not_a_registry: "fail",
  registry_trouble: "cannot-tell",
  cancelled: "not-checked",
  unclassified: "cannot-tell",
};

function mark(
  id: FourCheck["id"],
  value: FourCheck["mark"],
  text: string,
  link: FourCheck["link"] = null,
): FourCheck {
  return { id, mark: value, text, link };
}

function agoInWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 90) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}

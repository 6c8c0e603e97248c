/**
 * What a host name of a cloud registry says (registries' own documentation). A region may be a star.
 */
type HostForm =
  | {
      readonly family: "ecr";
      readonly owner: string;
      readonly region: string;
      readonly form: string;
    }
  | { readonly family: "google"; readonly region: string; readonly form: "pkg.dev" | "gcr.io" }
  | { readonly family: "jfrog"; readonly name: string };

/** How two different hosts are related, when they are. */
export type HostKinship =
  | { readonly kind: "region"; readonly pattern: string; readonly image: string }
  | { readonly kind: "account"; readonly pattern: string; readonly image: string }
  | { readonly kind: "host-form" }
  | { readonly kind: "port" }
  | { readonly kind: "typo" };

const ECR =
  /^(\d{12})\.(dkr[.-]ecr(?:-fips)?)\.([a-z0-9*-]+)\.(amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn))$/;
const GOOGLE = /^(?:([a-z0-9*-]+)-docker\.pkg\.dev|docker\.([a-z0-9-]+)\.rep\.pkg\.dev)$/;
const GCR = /^(?:(us|eu|asia)\.)?gcr\.io$/;
const JFROG = /^([a-z0-9-]+)\.jfrog\.io$/;

/**
 * What a pattern's host and an image's host have in common; null for strangers. Paths matter where
 * an address form moves a part of the name between host and path.
 */
export function hostKinship(
  pattern: { readonly host: string; readonly path: string },
  image: { readonly host: string; readonly path: string },
): HostKinship | null {
  const one = pattern.host;
  const other = image.host;
  if (withoutPort(one) === withoutPort(other)) return { kind: "port" };
  const wanted = hostForm(one);
  const given = hostForm(other);
  if (wanted?.family === "ecr" && given?.family === "ecr") return ecrKinship(wanted, given);
  if (wanted?.family === "google" && given?.family === "google") {
    if (!sameProject(pattern.path, image.path)) return null;
    return wanted.form === given.form && wanted.form === "pkg.dev"
      ? { kind: "region", pattern: wanted.region, image: given.region }
      : { kind: "host-form" };
  }
  if (wanted?.family === "jfrog" && given?.family === "jfrog") {
    if (isJfrogForm(wanted.name, pattern.path, given.name, image.path))
      return { kind: "host-form" };
  }
  return isTypo(one, other) ? { kind: "typo" } : null;
}

/** Whether this host's paths begin with a Google project. */
export function hasProject(host: string): boolean {
  return hostForm(host)?.family === "google";
}

function hostForm(host: string): HostForm | null {
  const ecr = ECR.exec(host);
  if (ecr !== null) {
    const [, owner = "", form = "", region = "", suffix = ""] = ecr;
    return { family: "ecr", owner, region, form: `${form} ${suffix}` };
  }
  const google = GOOGLE.exec(host);
  if (google !== null) {
    return { family: "google", region: google[1] ?? google[2] ?? "", form: "pkg.dev" };
  }
  const gcr = GCR.exec(host);
  if (gcr !== null) return { family: "google", region: gcr[1] ?? "", form: "gcr.io" };
  const jfrog = JFROG.exec(host);
  return jfrog === null ? null : { family: "jfrog", name: jfrog[1] ?? "" };
}

function ecrKinship(
  wanted: Extract<HostForm, { family: "ecr" }>,
  given: Extract<HostForm, { family: "ecr" }>,
): HostKinship | null {
  const sameRegion = wanted.region === given.region || wanted.region.includes("*");
  if (wanted.owner !== given.owner) {
    return sameRegion ? { kind: "account", pattern: wanted.owner, image: given.owner } : null;
  }
  if (!sameRegion) return { kind: "region", pattern: wanted.region, image: given.region };
  return { kind: "host-form" };
}

function sameProject(patternPath: string, imagePath: string): boolean {
  const [project = ""] = patternPath.split("/");
  return project.includes("*") || project === imagePath.split("/")[0];
}

/** `inst.jfrog.io/repo/app` and `inst-repo.jfrog.io/app` are the same image. */
function isJfrogForm(one: string, onePath: string, other: string, otherPath: string): boolean {
  const [first = ""] = onePath.split("/");
  const [otherFirst = ""] = otherPath.split("/");
  const leads = (short: string, long: string, repository: string): boolean =>
    long.startsWith(`${short}-`) && (repository.includes("*") || long === `${short}-${repository}`);
  return leads(one, other, first) || leads(other, one, otherFirst);
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, "");
}

const DISTANCE_MAX = 2;

/**
 * Whether two hosts differ by at most two slips: a letter too many, too few, wrong, or two
 * neighbours swapped. Very short hosts are all alike and don't count.
 */
function isTypo(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > DISTANCE_MAX) return false;
  if (Math.min(one.length, other.length) < 7 || one.includes("*")) return false;
  return distance(trimCommon(one, other)) <= DISTANCE_MAX;
}

/** What is left without the ends they share; the distance is the same. */
function trimCommon(one: string, other: string): readonly [string, string] {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

/** Optimal string alignment distance; more than two for anything long. */
function distance([one, other]: readonly [string, string]): number {
  if (Math.max(one.length, other.length) > 40) return DISTANCE_MAX + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[other.length] ?? 0;
}

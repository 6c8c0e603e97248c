import { isTypo } from "./typo.ts";

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

interface HostAndPath {
  readonly host: string;
  readonly path: string;
}

/**
 * What a pattern's host and an image's host have in common; null for strangers. Paths matter where
 * an address form moves a part of the name between host and path.
 */
export function hostKinship(pattern: HostAndPath, image: HostAndPath): HostKinship | null {
  return kinshipWith(image)(pattern);
}

/** `hostKinship` for many patterns and one image, which is looked at only once. */
export function kinshipWith(image: HostAndPath): (pattern: HostAndPath) => HostKinship | null {
  const name = withoutPort(image.host);
  const given = hostForm(image.host);
  return (pattern) => {
    const { host } = pattern;
    if (host.startsWith(name) && withoutPort(host) === name) return { kind: "port" };
    const wanted = given === null ? null : hostForm(host, given.family);
    if (given !== null && wanted !== null) {
      const kinship = formKinship(wanted, pattern.path, given, image.path);
      // Two well-formed hosts of one cloud are two registries, however few letters differ.
      if (kinship !== null || given.family !== "jfrog") return kinship;
    }
    return isTypo(host, image.host) ? { kind: "typo" } : null;
  };
}

/** For two hosts of the same kind of registry. */
function formKinship(
  wanted: HostForm,
  wantedPath: string,
  given: HostForm,
  givenPath: string,
): HostKinship | null {
  if (wanted.family === "ecr" && given.family === "ecr") return ecrKinship(wanted, given);
  if (wanted.family === "jfrog" && given.family === "jfrog") {
    const isSame = isJfrogForm(wanted.name, wantedPath, given.name, givenPath);
    return isSame ? { kind: "host-form" } : null;
  }
  if (wanted.family !== "google" || given.family !== "google") return null;
  if (!sameProject(wantedPath, givenPath)) return null;
  return wanted.form === given.form && wanted.form === "pkg.dev"
    ? { kind: "region", pattern: wanted.region, image: given.region }
    : { kind: "host-form" };
}

/** Whether this host's paths begin with a Google project. */
export function hasProject(host: string): boolean {
  return hostForm(host)?.family === "google";
}

/** With `family` only that one is tried. */
function hostForm(host: string, family?: HostForm["family"]): HostForm | null {
  const ecr = family === undefined || family === "ecr" ? ECR.exec(host) : null;
  if (ecr !== null) {
    const [, owner = "", form = "", region = "", suffix = ""] = ecr;
    return { family: "ecr", owner, region, form: `${form} ${suffix}` };
  }
  if (family === undefined || family === "google") {
    const google = GOOGLE.exec(host);
    if (google !== null) {
      return { family: "google", region: google[1] ?? google[2] ?? "", form: "pkg.dev" };
    }
    const gcr = GCR.exec(host);
    if (gcr !== null) return { family: "google", region: gcr[1] ?? "", form: "gcr.io" };
  }
  const jfrog = family === undefined || family === "jfrog" ? JFROG.exec(host) : null;
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
  return wanted.form === given.form ? null : { kind: "host-form" };
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

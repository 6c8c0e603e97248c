import type { Hint, Mismatch } from "./answers.ts";
import type { Entry } from "./entry.ts";
import { hasProject, hostKinship } from "./host-forms.ts";
import type { HostKinship } from "./host-forms.ts";
import { hostRuleAllows } from "./host-rule.ts";
import type { ImageReference } from "./image.ts";
import { mismatchOf } from "./mismatch.ts";
import type { PairMatcher } from "./pair-match.ts";

/** How a pattern misses an image, how near it comes (0 to 100), and what to say about it. */
export interface NearMiss {
  readonly mismatch: Mismatch;
  readonly closeness: number;
  readonly hint: Hint | null;
}

/** Null when the pattern matches. */
export function nearMissOf(
  entry: Entry,
  matcher: PairMatcher,
  image: ImageReference,
): NearMiss | null {
  const mismatch = mismatchOf(entry, matcher, image);
  if (mismatch === null) return null;
  const miss: Miss = { entry, image, host: entry.canonical.slice(0, entry.hostLength), mismatch };
  if (matcher.coversHost(image.host)) return onSameHost(miss);
  const path = entry.canonical.slice(entry.hostLength + 1);
  const kinship = hostKinship({ host: miss.host, path }, image);
  if (kinship === null) return { mismatch, closeness: 0, hint: null };
  const fits = matcher.coversPath(image.canonical, image.host.length);
  // Another address form may move a part of the name from the path into the host.
  const distance = fits || kinship.kind === "host-form" ? 0 : 40;
  return { mismatch, closeness: CLOSENESS[kinship.kind] - distance, hint: hostHint(miss, kinship) };
}

const CLOSENESS: Readonly<Record<HostKinship["kind"], number>> = {
  port: 76,
  region: 75,
  "host-form": 74,
  typo: 73,
  account: 55,
};

interface Miss {
  readonly entry: Entry;
  readonly image: ImageReference;
  readonly host: string;
  readonly mismatch: Mismatch;
}

function onSameHost(miss: Miss): NearMiss {
  const { entry, image, mismatch } = miss;
  switch (mismatch.code) {
    case "outside-hosts":
      return { mismatch, closeness: 90, hint: outsideHint(miss) };
    case "not-below":
      return { mismatch, closeness: 85, hint: noStarHint(entry) };
    case "boundary":
      return { mismatch, closeness: 80, hint: { id: "boundary", message: boundaryMessage(miss) } };
    default: {
      const closeness = closenessAt(mismatch.at - image.host.length - 1, image);
      return { mismatch, closeness, hint: projectHint(miss) };
    }
  }
}

/** How near a pattern comes that fits the image's path up to a place and then goes another way. */
function closenessAt(reached: number, { path }: ImageReference): number {
  return 40 + Math.round((20 * reached) / path.length);
}

/**
 * An upper limit of what `nearMissOf` says, for a fraction of its work: of a hundred patterns on the image's own host
 * nearly all go another way in their literal text, and none but the nearest has to say where.
 */
export function closenessAtMost(entry: Entry, image: ImageReference): number {
  const { canonical, hostLength, literalEnd } = entry;
  if (hostLength !== image.host.length || !canonical.startsWith(image.host)) return 100;
  let at = hostLength + 1;
  while (at < literalEnd && canonical.charCodeAt(at) === image.canonical.charCodeAt(at)) at++;
  return at === literalEnd ? 100 : closenessAt(at - hostLength - 1, image);
}

/** The pattern would do, but its registry has other hosts: says which one to add. */
function outsideHint(miss: Miss): Hint {
  const { entry, image, host } = miss;
  const kinship = hostKinship(
    { host: listedHost(entry) ?? host, path: entry.canonical.slice(entry.hostLength + 1) },
    image,
  );
  const fix = { kind: "host", text: image.host } as const;
  if (kinship?.kind === "region") {
    const what = image.host.endsWith("pkg.dev") ? "location" : "region";
    const message = `Same registry, other ${what}: add \`${kinship.image}\` to its ${what}s.`;
    return { id: "region", message, fix };
  }
  const message = `\`${image.host}\` is none of the registry's hosts. Add it there if it belongs to it.`;
  return { id: "add-host", message, fix };
}

/** One host of the registry, to compare the image's host with. */
function listedHost(entry: Entry): string | undefined {
  const hosts = entry.range?.hosts;
  return hosts?.kind === "exact" ? hosts.hosts[0] : undefined;
}

function noStarHint(entry: Entry): Hint {
  const path = entry.canonical.slice(entry.hostLength + 1);
  const message = `Pattern ends at \`/${path.slice(path.lastIndexOf("/") + 1)}\`, so it matches only that one repository. Add \`/*\` for everything below it.`;
  return { id: "no-star", message, fix: { kind: "pattern", text: `${entry.canonical}/*` } };
}

function boundaryMessage({ entry, mismatch }: Miss): string {
  const covered =
    entry.kind === 0
      ? `\`${entry.canonical}\` is one repository.`
      : `\`${entry.canonical}\` covers only what follows a slash.`;
  return `${covered} ${mismatch.message}`;
}

function projectHint({ image, entry, mismatch }: Miss): Hint | null {
  const first = image.path.split("/")[0] ?? "";
  const wanted = entry.canonical.slice(entry.hostLength + 1).split("/")[0] ?? "";
  const isProject =
    hasProject(image.host) &&
    wanted !== first &&
    !wanted.includes("*") &&
    mismatch.at <= image.host.length + 1 + first.length;
  if (!isProject) return null;
  const message = `Different project: the pattern has \`${wanted}\`, the image \`${first}\`.`;
  return { id: "project", message };
}

function hostHint(miss: Miss, kinship: HostKinship): Hint {
  const { image, host } = miss;
  switch (kinship.kind) {
    case "port": {
      const message = `The port is part of the host: \`${host}\` ≠ \`${image.host}\`.`;
      return { id: "port", message, fix: hostFix(miss) };
    }
    case "region": {
      const owner = image.host.endsWith("pkg.dev")
        ? "project, other location"
        : "account, other region";
      const message = `Same ${owner}: pattern \`${kinship.pattern}\`, image \`${kinship.image}\`.`;
      return { id: "region", message, fix: hostFix(miss) };
    }
    case "account": {
      const [one, other] = [kinship.pattern.slice(-4), kinship.image.slice(-4)];
      const message =
        one === other
          ? `Different AWS account: ${kinship.pattern} vs ${kinship.image}.`
          : `Different AWS account: …${one} vs …${other}.`;
      return { id: "account", message };
    }
    case "host-form": {
      const message = "Same registry, other address form. Patterns compare the address as written.";
      return { id: "host-form", message };
    }
    default: {
      const message = `Did you mean \`${host}\`? You typed \`${image.host}\`.`;
      return { id: "typo", message, fix: { kind: "image", text: imageOn(image, host) } };
    }
  }
}

/** Takes the image's host into the pattern where the registry has it, else into the registry first. */
function hostFix({ entry, image }: Miss): Exclude<Hint["fix"], undefined> {
  const hosts = entry.range?.hosts;
  if (hosts !== undefined && !hostRuleAllows(hosts, image.host)) {
    return { kind: "host", text: image.host };
  }
  return { kind: "pattern", text: image.host + entry.canonical.slice(entry.hostLength) };
}

/** The image as written, on another host. */
export function imageOn(image: ImageReference, host: string): string {
  const { host: written } = image.written;
  return written === undefined ? `${host}/${image.text}` : host + image.text.slice(written.end);
}

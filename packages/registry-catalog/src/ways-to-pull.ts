import {
  authFileKey,
  hostRuleAllows,
  hostRuleMeets,
  kubeletMatch,
  listInWords,
  servesHost,
  type HostEntry,
} from "@berth/image-pattern";
import type { HandOut } from "./registry-type.ts";

export type WayToPullId = "pull" | "credential-helper" | "kubelet" | "auth-file";

/** Whether one kind of client can follow a pattern. */
export interface WayToPull {
  readonly id: WayToPullId;
  /** `limited`: it works, but not for everything or not only for what the pattern covers. */
  readonly verdict: "works" | "limited" | "refused";
  /** One or two sentences. */
  readonly why: string;
}

export interface WaysToPullInput {
  /** The pattern in question, one of `among`. */
  readonly entry: HostEntry;
  /** All patterns of the organization. */
  readonly among: Iterable<HostEntry>;
  /** What its registry gives out. */
  readonly handOut: HandOut;
  /** The registry's setting "hand out the stored credential". */
  readonly handOutStored: boolean;
}

/**
 * Which clients can follow a pattern, and which can't and why: each says in its own way which image it
 * wants, and not every credential fits all of them.
 */
export function waysToPull(input: WaysToPullInput): readonly WayToPull[] {
  return [pull(input), credentialHelper(input), kubelet(input), authFile(input)];
}

function pull({ handOut, handOutStored }: WaysToPullInput): WayToPull {
  const id = "pull";
  if (handOut.carrier === "stored-secret" && !handOutStored) {
    return { id, verdict: "refused", why: `This registry gives out no tokens. ${keptBack}` };
  }
  return { id, verdict: "works", why: "It names the image, and is answered for that one alone." };
}

function credentialHelper(input: WaysToPullInput): WayToPull {
  const id = "credential-helper";
  const { entry, among } = input;
  const all = [...among];
  const { served, left } = hostsServed(entry, all);
  if (served.length === 0) {
    return { id, verdict: "refused", why: left[0]?.why ?? "No host of the registry fits." };
  }
  const withheld = withheldFrom(input, "host");
  if (withheld !== null) return { id, verdict: "refused", why: withheld };
  const [first] = left;
  if (first !== undefined)
    return { id, verdict: "limited", why: `Not on every host. ${first.why}` };
  return { id, verdict: "works", why: `It knows only the host. ${served[0]?.why ?? ""}` };
}

function kubelet(input: WaysToPullInput): WayToPull {
  const id = "kubelet";
  const { matches, wider } = kubeletMatch(input.entry);
  if (matches.length === 0) {
    return { id, verdict: "refused", why: "No host of the registry fits this pattern." };
  }
  const withheld = withheldFrom(input, "image");
  if (withheld !== null) return { id, verdict: "refused", why: withheld };
  if (wider.length === 0) {
    return {
      id,
      verdict: "works",
      why: "It asks for each image the pattern covers, and no other.",
    };
  }
  const why = `It ${listInWords(wider)}; Berth answers that those need nothing.`;
  return { id, verdict: "works", why };
}

function authFile(input: WaysToPullInput): WayToPull {
  const id = "auth-file";
  const { pattern } = input.entry;
  const key = authFileKey(pattern);
  if (key === null) {
    const withheld = withheldFrom(input, "image");
    if (withheld !== null) return { id, verdict: "refused", why: withheld };
    const why =
      "Such a file knows no star: `--all` leaves this pattern out. Name its images one by one.";
    return { id, verdict: "limited", why };
  }
  const withheld = withheldFrom(input, key === pattern ? "image" : "host");
  if (withheld === null) {
    return { id, verdict: "works", why: `It stands in the file as \`${key}\`.` };
  }
  if (withheldFrom(input, "image") !== null) return { id, verdict: "refused", why: withheld };
  const why = `${withheld} Name its images one by one instead of \`--all\`.`;
  return { id, verdict: "limited", why };
}

/** Why nothing can be handed to a client that takes a user name and secret only; null where something can. */
function withheldFrom(
  { handOut, handOutStored }: WaysToPullInput,
  names: "image" | "host",
): string | null {
  if (handOutStored || handOut.carrier === "none") return null;
  if (handOut.carrier === "stored-secret") return `This registry gives out no tokens. ${keptBack}`;
  if (handOut.carrier === "registry-token") {
    return `It takes a user name and secret, and this registry's tokens are neither. ${keptBack}`;
  }
  return names === "image" || handOut.coversHost
    ? null
    : `It names no image, and this registry's tokens are for one repository each. ${keptBack}`;
}

const keptBack = "The stored secret is kept back.";

type Answer = { readonly why: string };

/** The hosts of a pattern on which its registry serves clients that know only the host, and the others. */
function hostsServed(
  entry: HostEntry,
  all: readonly HostEntry[],
): { served: readonly Answer[]; left: readonly Answer[] } {
  const host = hostOf(entry);
  const { hosts } = entry;
  if (!host.includes("*")) return sorted([servesHost(all, host)], entry);
  if (hosts.kind === "exact") {
    const own = hosts.hosts.filter((one) =>
      hostRuleAllows({ kind: "wildcard", pattern: host }, one),
    );
    return sorted(
      own.map((one) => servesHost(all, one)),
      entry,
    );
  }
  const sample = [host, hosts.pattern]
    .map((text) => text.replaceAll("*", "x"))
    .find(
      (one) =>
        hostRuleAllows({ kind: "wildcard", pattern: host }, one) && hostRuleAllows(hosts, one),
    );
  if (sample === undefined) return { served: [], left: [] };
  const own = all.filter(({ registryId }) => registryId === entry.registryId);
  const alone = servesHost(own, sample);
  if (alone.entry === null) return { served: [], left: [{ why: alone.why }] };
  const rival = all.find(
    (one) =>
      one.registryId !== entry.registryId &&
      (!entry.servesHostOnly || one.servesHostOnly) &&
      hostRuleMeets(one.hosts, host) &&
      hostRuleMeets({ kind: "wildcard", pattern: host }, hostOf(one)),
  );
  if (rival === undefined) return { served: [alone], left: [] };
  const why = `\`${rival.pattern}\` of '${rival.registryName}' is on some of them, and a client that knows only the host can't say whose image it wants.`;
  return { served: [alone], left: [{ why }] };
}

function sorted(
  answers: readonly { entry: { readonly registryId: string } | null; why: string }[],
  { registryId }: HostEntry,
): { served: readonly Answer[]; left: readonly Answer[] } {
  const isServed = (answer: (typeof answers)[number]) => answer.entry?.registryId === registryId;
  return {
    served: answers.filter(isServed),
    left: answers.filter((answer) => !isServed(answer)),
  };
}

function hostOf({ pattern }: HostEntry): string {
  return pattern.slice(0, pattern.indexOf("/"));
}

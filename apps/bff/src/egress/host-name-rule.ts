/** What a name says about itself before anybody is asked where it leads. */
export type NameKind =
  /** Could be a registry anywhere. */
  | "ordinary"
  /** Means something only inside one network; dialled only if the operator lists it. */
  | "local"
  /** This machine itself (RFC 6761, 6.3); answered without DNS. */
  | "loopback"
  /** Serves credentials of the machine or cluster Berth runs on; never dialled. */
  | "metadata"
  /** Guaranteed not to exist (RFC 6761, 6.4). */
  | "invalid";

/** Sorts a canonical host name. */
export function nameKind(name: string): NameKind {
  if (name === "localhost" || name.endsWith(".localhost")) return "loopback";
  if (isMetadataName(name)) return "metadata";
  if (name === "invalid" || name.endsWith(".invalid")) return "invalid";
  if (!name.includes(".")) return "local";
  return localSuffixes.some((suffix) => name.endsWith(suffix)) ? "local" : "ordinary";
}

const metadataNames = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "metadata.tencentyun.com",
  "kubernetes.default",
]);

function isMetadataName(name: string): boolean {
  return (
    metadataNames.has(name) ||
    name.startsWith("instance-data") ||
    name.startsWith("kubernetes.default.")
  );
}

// RFC 6761, 6762, 7686, 8375; ICANN reserved .internal for private use in 2024; the rest are what
// routers and clusters hand out.
const localSuffixes = [
  ".local",
  ".localdomain",
  ".internal",
  ".home.arpa",
  ".lan",
  ".home",
  ".corp",
  ".intranet",
  ".private",
  ".onion",
];

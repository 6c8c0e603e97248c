import type { Pasted } from "@berth/registry-catalog";

/** What a file was taken for. */
export type CredentialFileKind = "docker-config" | "kubernetes" | "valohai" | "unknown";

/** One sign-in that stands in a file, as a registry that could be added. */
export interface ImportedEntry {
  /** Where it stands, for people: "auths, quay.io" or "Secret ci/regcred, quay.io". Never holds a secret. */
  readonly place: string;
  /** The host it is for, as written. */
  readonly host: string;
  /** What a form begins with; null where nothing of it can be used. A secret in it stays in memory. */
  readonly start: Pasted | null;
  /** The pattern that the file itself names; null leaves it to the registry's type. */
  readonly pattern: string | null;
  /** Why the file has no secret for it that can be used, or why nothing of it can; null where all is there. */
  readonly missing: string | null;
}

/** What a file holds. Never throws, and no text of it repeats anything of the file but places and hosts. */
export interface CredentialFile {
  readonly kind: CredentialFileKind;
  readonly entries: readonly ImportedEntry[];
  /** What could not be read, and what was left out. */
  readonly problems: readonly string[];
}

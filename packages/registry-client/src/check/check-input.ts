import type { HostRule } from "@berth/image-pattern";
import type { CheckBasis, CheckEvent, PickEvidence, RememberedChallenge } from "../check-event.ts";
import type { Clock } from "../clock.ts";
import type { Credential } from "../credential.ts";
import type { RealmRule } from "../realm-rule.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import type { Transport } from "../transport.ts";

/** A parsed image; `parseImage` of image-pattern gives one. */
export type CheckImage = {
  /** As written. */
  readonly text: string;
  readonly host: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
  /** `host/path`. */
  readonly canonical: string;
};

/** What the client needs to know of a registry; its type in registry-catalog supplies most of it. */
export type CheckRegistry = {
  /** Slug of its type; decides how it is signed in to. */
  readonly type: string;
  /**
   * The credential was made for this check by somebody who had signed in: it is used as it is, and the type
   * only says what answers mean.
   */
  readonly handedOut?: true | undefined;
  /** What its admin called it; null while it has no name. */
  readonly name: string | null;
  /** `http` only where the operator allowed it. */
  readonly scheme: "https" | "http";
  /** The secret goes to these hosts and no others, whatever image is asked for. */
  readonly hostRule: HostRule;
  readonly realmRule: RealmRule;
  /** A GET of a manifest counts as a pull here, so checks end with HEAD. */
  readonly headOnly: boolean;
  /** Which user name belongs here, in a sentence; for a rejected sign-in. */
  readonly userNameRule: string;
  /** PEM certificates of a private authority. */
  readonly ca?: string | undefined;
};

export type CheckInput = {
  image: CheckImage;
  registry: CheckRegistry;
  /** Null checks what anyone can pull. */
  credential: Credential | null;
  transport: Transport;
  clock: Clock;
  signal?: AbortSignal | undefined;
  /** Told every event as it happens. */
  emit?: ((event: CheckEvent) => void) | undefined;
  /** How the credential was chosen, in one line and in full; shown as the first step. */
  pick?: { text: string; evidence: PickEvidence } | undefined;
  /** Who asks, where it isn't the Berth server: whose network and clock the diagnosis speaks of. */
  from?: "worker" | undefined;
  /** Ways of signing in to know beside, or instead of, those of this package. */
  signIns?: readonly SignIn[] | undefined;
  /** Lower bounds than the usual ones. */
  limits?: { requests?: number | undefined; durationMs?: number | undefined } | undefined;
};

export type ReCheckInput = CheckInput & {
  /** What the last check remembered; without it the registry is asked anew. */
  known?: RememberedChallenge | null | undefined;
  /** What the last full check found. */
  basis?: CheckBasis | null | undefined;
};

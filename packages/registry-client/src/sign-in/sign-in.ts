import type { Pair } from "../authorization.ts";
import type { Credential } from "../credential.ts";
import type { SendOptions, Sent } from "../check/session.ts";
import type { CheckTrace } from "../check-event.ts";
import type { PullCredential } from "../pull-credential.ts";
import type { Finding, FindingText } from "../diagnosis/finding.ts";

/**
 * How one registry type turns what is stored into a user name and a secret that the registry's own
 * Basic or Bearer sign-in takes. One file per type in this folder, named in `index.ts`.
 */
export type SignIn = {
  /** Slug of the registry type. */
  type: string;
  open(context: SignInContext): Promise<OpenedSignIn>;
  /**
   * Other names the type gives a repository in token scopes; the first one is asked for where the
   * challenge names no scope.
   */
  scopeNames?(path: string, settings: Readonly<Record<string, string>>): string[];
  /** Scopes the type uses in place of repository scopes. */
  acceptedScopes?: readonly string[];
  /** The secret goes to the token service alone: a challenge that asks for it directly is refused. */
  bearerOnly?: true;
  /**
   * A token may be asked for with `pull,push` to learn whether the credential can push. `always`: asking
   * changes nothing. `where-readable`: only after a token that said what it grants, and of a repository whose
   * manifest was read, since asking may create one that doesn't exist.
   */
  probesPush?: "always" | "where-readable";
  /**
   * Called once the token service has refused the pair: asks elsewhere why, on the record of the check.
   */
  investigate?(context: SignInContext): Promise<void>;
  /**
   * Makes what a worker gets, where the registry's own token isn't the best there is. Null where
   * nothing came of it; the last exchange says why.
   */
  issue?(context: IssueContext): Promise<PullCredential | null>;
  /**
   * Makes what carriers get that name no image, where `issue` serves one repository alone. Null where nothing
   * came of it; the last exchange says why.
   */
  issueForHost?(context: IssueContext): Promise<PullCredential | null>;
  /** What `issue` makes opens everything on the host, so that one serves every repository there. */
  coversHost?: true;
  /**
   * Where `issue` comes to nothing but the stored pair, the registry still gives its own token for one
   * repository, to carriers that take it.
   */
  tokenBesideStored?: true;
  /** Tells how many pulls are left in the headers of a manifest; where it sends none, no limit counts. */
  tellsPullLimit?: true;
  /** Knows better than the common rules what a trace of this type means; null leaves it to them. */
  diagnose?(trace: CheckTrace): Finding | null;
  /** The sentences of its own codes. */
  texts?: Readonly<Record<string, FindingText>>;
};

export type SignInContext = {
  credential: Credential;
  scheme: "https" | "http";
  /** Of the image that is asked for. */
  host: string;
  path: string;
  nowMs: number;
  /** Calls a service of the vendor, within the budget of the check and on its record. */
  send: (request: Omit<SendOptions, "purpose">) => Promise<Sent>;
  /** From now on, `secret` is taken out of everything that is shown. */
  hide: (secret: string) => void;
};

/** What a vendor says of a credential, in sentences; null where it says nothing. */
export type Reviewed = { identity: string | null; overPrivileged: string | null };

export type IssueContext = SignInContext & {
  /** The pair of `open`; null where that failed. */
  pair: () => Promise<{ pair: Pair; expiresAt: number | null } | null>;
  /** What the registry itself gives: its token, the pair where it takes Basic, nothing where it is open. */
  registryCredential: () => Promise<PullCredential | null>;
};

export type OpenedSignIn =
  | {
      ok: true;
      pair: Pair;
      /** When the pair ends, in milliseconds since the epoch; null where it lasts as long as the stored one. */
      expiresAt: number | null;
      /** Why the credential can do more than pull, in a sentence, where it says so itself. */
      overPrivileged?: string | undefined;
      /**
       * Asks the vendor whose the credential is and whether it can do more than pull. Called by a full check
       * once access is proven; whatever goes wrong says nothing about the check.
       */
      review?: ((send: SignInContext["send"]) => Promise<Reviewed>) | undefined;
    }
  /** `code` is a finding of this type or `CRED-MALFORMED`; null where the last exchange says enough. */
  | { ok: false; code: string | null; message: string };

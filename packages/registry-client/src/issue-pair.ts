import type { CheckInput } from "./check/check-input.ts";
import { openPair, signInContext } from "./check/obtain-access.ts";
import { showPick } from "./check/pick-step.ts";
import { Run } from "./check/run.ts";
import { notIssued, type NotIssued } from "./issue-pull-credential.ts";
import type { Credential } from "./credential.ts";
import type { PullCredential } from "./pull-credential.ts";

export type IssuePairInput = Omit<CheckInput, "image" | "credential" | "emit" | "pick"> & {
  /** Canonical; the registry's host rule has to allow it. */
  host: string;
  credential: NonNullable<CheckInput["credential"]>;
};

export type IssuedPair =
  | { ok: true; credential: Extract<PullCredential, { kind: "pair" }> }
  | NotIssued;

/**
 * Obtains a user name and secret for a whole registry host: for carriers that can't take a bearer, or
 * that don't say which repository they want. The registry itself isn't asked, only the vendor's sign-in
 * where the type has one. `expiresAt` in milliseconds since the epoch.
 */
export async function issuePair(input: IssuePairInput): Promise<IssuedPair> {
  const { host } = input;
  const image = { text: host, host, path: "", canonical: host };
  const run = new Run({ ...input, image }, "re-check");
  try {
    const credential = showPick(run) ? await make(run, input.credential) : null;
    return credential === null ? notIssued(run) : { ok: true, credential };
  } finally {
    run.session.close();
  }
}

type IssuedPairCredential = Extract<PullCredential, { kind: "pair" }>;

async function make(run: Run, credential: Credential): Promise<IssuedPairCredential | null> {
  run.steps.start("token", "Signing in");
  const pair = async () => {
    const opened = await openPair(run, credential);
    return opened === "failed" ? null : opened;
  };
  const { signIn } = run;
  const context = { ...signInContext(run, credential), pair, registryCredential: async () => null };
  const issued =
    signIn.issueForHost !== undefined
      ? await signIn.issueForHost(context)
      : signIn.coversHost === true && signIn.issue !== undefined
        ? await signIn.issue(context)
        : "not made";
  if (issued !== "not made") {
    if (issued?.kind === "pair") return issued;
    run.fail("token");
    return null;
  }
  const opened = await pair();
  if (opened === null) return null;
  const { username, secret } = opened.pair;
  const stored = secret === credential.secret;
  return { kind: "pair", username, secret, stored, expiresAt: opened.expiresAt };
}

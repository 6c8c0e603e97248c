import type { CheckInput } from "./check/check-input.ts";
import { openPair } from "./check/obtain-access.ts";
import { showPick } from "./check/pick-step.ts";
import { Run } from "./check/run.ts";
import type { Diagnosis } from "./check-event.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import type { PullCredential } from "./pull-credential.ts";

export type IssuePairInput = Omit<CheckInput, "image" | "credential" | "emit" | "pick"> & {
  /** Canonical; the registry's host rule has to allow it. */
  host: string;
  credential: NonNullable<CheckInput["credential"]>;
};

export type IssuedPair =
  | { ok: true; credential: Extract<PullCredential, { kind: "pair" }> }
  | { ok: false; diagnosis: Diagnosis };

/**
 * Obtains a user name and secret for a whole registry host: for carriers that can't take a bearer, or
 * that don't say which repository they want. The registry itself isn't asked, only the vendor's sign-in
 * where the type has one. `expiresAt` in milliseconds since the epoch.
 */
export async function issuePair(input: IssuePairInput): Promise<IssuedPair> {
  const { host, credential } = input;
  const image = { text: host, host, path: "", canonical: host };
  const run = new Run({ ...input, image }, "re-check");
  try {
    if (showPick(run)) {
      run.steps.start("token", "Signing in");
      const opened = await openPair(run, credential);
      if (opened !== "failed") {
        const { username, secret } = opened.pair;
        const stored = secret === credential.secret;
        const { expiresAt } = opened;
        return { ok: true, credential: { kind: "pair", username, secret, stored, expiresAt } };
      }
    }
    return { ok: false, diagnosis: diagnose(run.finish(), input.signIns) };
  } finally {
    run.session.close();
  }
}

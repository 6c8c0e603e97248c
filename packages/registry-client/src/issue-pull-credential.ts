import { asksOtherwise } from "./check/asks-otherwise.ts";
import type { ReCheckInput } from "./check/check-input.ts";
import { learnChallenge, type UsableChallenge } from "./check/learn-challenge.ts";
import { obtainAccess, type Access } from "./check/obtain-access.ts";
import { showPick } from "./check/pick-step.ts";
import { recallChallenge, rememberChallenge } from "./check/remember.ts";
import { Run } from "./check/run.ts";
import type { Diagnosis, RememberedChallenge } from "./check-event.ts";
import { diagnose } from "./diagnosis/diagnose.ts";

/** What a worker needs to pull one image. Times are milliseconds since the epoch. */
export type PullCredential =
  /** A bearer for pulling this one repository. */
  | { kind: "token"; token: string; scope: string; expiresAt: number }
  /** A user name and secret. `stored`: they are the stored ones, since the registry knows nothing shorter. */
  | { kind: "pair"; username: string; secret: string; stored: boolean; expiresAt: number | null }
  /** The registry asked for no sign-in. */
  | { kind: "none" };

export type IssuedPullCredential =
  | { ok: true; credential: PullCredential; remembered: RememberedChallenge | null }
  | { ok: false; diagnosis: Diagnosis };

/**
 * Obtains the shortest-lived and narrowest credential the registry gives for pulling `image`: one
 * request where the challenge is known, two where it isn't, none with Basic. Proves no access: that
 * shows in the pull itself.
 */
export async function issuePullCredential(
  input: Omit<ReCheckInput, "emit" | "pick" | "basis">,
): Promise<IssuedPullCredential> {
  const run = new Run(input, "re-check");
  try {
    const access = showPick(run) ? await obtain(run, input.known ?? null) : null;
    if (access === "open") return issued(run, { kind: "none" });
    if (access !== null) return issued(run, shaped(run, access));
    return { ok: false, diagnosis: diagnose(run.finish()) };
  } finally {
    run.session.close();
  }
}

async function obtain(
  run: Run,
  known: RememberedChallenge | null,
): Promise<Access | "open" | null> {
  if (known === null) return learnAndObtain(run);
  const recalled = recallChallenge(run, known);
  if (recalled === null) return null;
  const access = await obtainWith(run, recalled);
  if (access !== null || run.facts.stop !== null || !asksOtherwise(run, recalled)) return access;
  return learnAndObtain(run);
}

async function learnAndObtain(run: Run): Promise<Access | "open" | null> {
  const learned = await learnChallenge(run);
  if (learned.kind === "challenge") return obtainWith(run, learned.challenge);
  return learned.kind === "open" ? "open" : null;
}

function obtainWith(run: Run, challenge: UsableChallenge): Promise<Access | null> {
  run.facts.remembered = rememberChallenge(run, challenge);
  return obtainAccess(run, challenge);
}

function shaped(run: Run, { issued: given }: Access): PullCredential {
  if (given.kind === "token") return given;
  const { username, secret } = given.pair;
  const stored = secret === run.input.credential?.secret;
  return { kind: "pair", username, secret, stored, expiresAt: given.expiresAt };
}

function issued(run: Run, credential: PullCredential): IssuedPullCredential {
  return { ok: true, credential, remembered: run.facts.remembered };
}

import { asksOtherwise } from "./check/asks-otherwise.ts";
import type { ReCheckInput } from "./check/check-input.ts";
import { learnChallenge, type UsableChallenge } from "./check/learn-challenge.ts";
import { obtainAccess, openPair, signInContext, type Access } from "./check/obtain-access.ts";
import { showPick } from "./check/pick-step.ts";
import { recallChallenge, rememberChallenge } from "./check/remember.ts";
import { Run } from "./check/run.ts";
import type { Diagnosis, RememberedChallenge } from "./check-event.ts";
import type { PullCredential } from "./pull-credential.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { readRateLimit } from "./rate-limit.ts";
import { revealsSecret } from "./reveals-secret.ts";

export type IssuedPullCredential =
  | { ok: true; credential: PullCredential; remembered: RememberedChallenge | null }
  | NotIssued;

/** `retryAfterMs`: how long the last one asked wants to be left alone, where it said so. */
export type NotIssued = { ok: false; diagnosis: Diagnosis; retryAfterMs: number | null };

/**
 * Obtains the shortest-lived and narrowest credential the registry gives for pulling `image`: one
 * request where the challenge is known, two where it isn't, none with Basic. Proves no access: that
 * shows in the pull itself.
 */
export async function issuePullCredential(
  input: Omit<ReCheckInput, "emit" | "pick" | "basis">,
  /** `registry`: what the registry itself gives, whatever its type could have made. */
  from: "type" | "registry" = "type",
): Promise<IssuedPullCredential> {
  const run = new Run(input, "re-check");
  try {
    const credential = showPick(run) ? await make(run, input.known ?? null, from) : null;
    if (credential !== null) return { ok: true, credential, remembered: run.facts.remembered };
    return notIssued(run);
  } finally {
    run.session.close();
  }
}

/** What a run that gave nothing comes to. */
export function notIssued(run: Run): NotIssued {
  const answered = run.session.exchanges.at(-1)?.answer;
  const limit = readRateLimit(answered?.headers ?? [], run.input.clock.now());
  const seconds = limit?.retryAfterSeconds ?? null;
  const diagnosis = diagnose(run.finish(), run.input.signIns);
  return { ok: false, diagnosis, retryAfterMs: seconds === null ? null : seconds * 1000 };
}

async function make(
  run: Run,
  known: RememberedChallenge | null,
  from: "type" | "registry",
): Promise<PullCredential | null> {
  const { credential } = run.input;
  const registryCredential = async (): Promise<PullCredential | null> => {
    const access = await obtain(run, known);
    if (access === "open") return { kind: "none" };
    return access === null ? null : shaped(run, access);
  };
  if (credential === null || from === "registry" || run.signIn.issue === undefined) {
    return registryCredential();
  }
  run.steps.start("token", "Signing in");
  const issued = await run.signIn.issue({
    ...signInContext(run, credential),
    pair: async () => {
      const opened = await openPair(run, credential);
      return opened === "failed" ? null : opened;
    },
    registryCredential,
  });
  return issued;
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
  const { credential } = run.input;
  if (given.kind === "token") {
    if (credential === null || !revealsSecret(given.token, credential.secret)) return given;
    // Whoever gets such a token has the stored secret, so it counts as handing that out.
    const { username, secret } = credential;
    return { kind: "pair", username, secret, stored: true, expiresAt: null };
  }
  const { username, secret } = given.pair;
  const stored = secret === credential?.secret;
  return { kind: "pair", username, secret, stored, expiresAt: given.expiresAt };
}

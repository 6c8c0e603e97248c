import type { CheckTrace, RememberedChallenge } from "../check-event.ts";
import type { ReCheckInput } from "./check-input.ts";
import { fetchManifest } from "./fetch-manifest.ts";
import { endChallengeStep, learnChallenge, type UsableChallenge } from "./learn-challenge.ts";
import { obtainAccess } from "./obtain-access.ts";
import { showPick } from "./pick-step.ts";
import { recallChallenge, rememberChallenge } from "./remember.ts";
import { asksOtherwise } from "./asks-otherwise.ts";
import { Run } from "./run.ts";

/**
 * Asks only whether the credential still opens the manifest: one HEAD with Basic, a token request
 * before it with Bearer. Where nothing is remembered, or the registry has changed how it signs
 * clients in, one anonymous request comes first. No control and no download: those rest on `basis`,
 * and the trace says so.
 */
export async function runReCheck(input: ReCheckInput): Promise<CheckTrace> {
  const run = new Run(input, "re-check", input.basis ?? null);
  try {
    if (showPick(run)) await walk(run, input.known ?? null);
  } finally {
    run.session.close();
  }
  return run.finish();
}

async function walk(run: Run, known: RememberedChallenge | null): Promise<void> {
  const recalled = known === null ? null : recallChallenge(run, known);
  if (known !== null && recalled === null) {
    run.steps.end("challenge", "failed", "The remembered token address is no longer allowed.");
    return;
  }
  if (recalled === null) return learnAndFetch(run);
  run.facts.remembered = known;
  run.steps.end("challenge", "skipped", "Remembered from the last check");
  await fetchWith(run, recalled);
  if (run.facts.manifest === null && run.facts.stop === null && asksOtherwise(run, recalled)) {
    run.note("challenge", "challenge-changed");
    await learnAndFetch(run);
  }
}

async function learnAndFetch(run: Run): Promise<void> {
  run.facts.remembered = null;
  const learned = await learnChallenge(run);
  if (learned.kind === "ended") return;
  if (learned.kind === "open") return fetchManifest(run, null, "head");
  run.facts.remembered = rememberChallenge(run, learned.challenge);
  if (run.steps.isRunning("challenge")) endChallengeStep(run, learned.challenge);
  await fetchWith(run, learned.challenge);
}

async function fetchWith(run: Run, challenge: UsableChallenge): Promise<void> {
  const access = await obtainAccess(run, challenge);
  if (access !== null) await fetchManifest(run, access, "head");
}

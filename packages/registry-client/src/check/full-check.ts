import type { CheckTrace } from "../check-event.ts";
import type { CheckInput } from "./check-input.ts";
import { fetchManifest } from "./fetch-manifest.ts";
import { endChallengeStep, learnChallenge } from "./learn-challenge.ts";
import { lookAtLayerAddress } from "./layer-address.ts";
import { obtainAccess } from "./obtain-access.ts";
import { showPick } from "./pick-step.ts";
import { reviewAccess } from "./review-access.ts";
import { rememberChallenge } from "./remember.ts";
import { runControl } from "./run-control.ts";
import { Run } from "./run.ts";

/**
 * Proves a credential by fetching a real manifest: anonymous control, challenge, token, HEAD, GET
 * with the digest recomputed. At most 8 requests and 15 s, whatever the other side does.
 * Resolves with the trace in every case; rejects only on a broken invariant.
 */
export async function runFullCheck(input: CheckInput): Promise<CheckTrace> {
  const run = new Run(input, "full");
  try {
    if (showPick(run)) await walk(run);
  } finally {
    run.session.close();
  }
  return run.finish();
}

async function walk(run: Run): Promise<void> {
  const mode = run.input.registry.headOnly ? "head" : "head-then-get";
  const learned = await learnChallenge(run);
  if (learned.kind === "ended") return;
  if (learned.kind === "open") {
    run.steps.end("token", "skipped", "Not needed: the registry asked for no sign-in.");
    await fetchManifest(run, null, mode);
    return lookFurther(run);
  }
  const { challenge } = learned;
  run.facts.remembered = rememberChallenge(run, challenge);
  if (run.steps.isRunning("challenge")) {
    if (run.input.credential !== null) await runControl(run, challenge);
    endChallengeStep(run, challenge);
  }
  if (run.facts.stop !== null) return;
  const access = await obtainAccess(run, challenge);
  if (access === null) return;
  await fetchManifest(run, access, mode);
  if (run.facts.manifest !== null && access.review !== null) await reviewAccess(run, access.review);
  await lookFurther(run);
  // Without a credential the check is its own control.
  if (run.input.credential === null && run.facts.manifest !== null) run.facts.control = "public";
}

async function lookFurther(run: Run): Promise<void> {
  if (run.facts.manifest !== null) await lookAtLayerAddress(run, run.proven);
}

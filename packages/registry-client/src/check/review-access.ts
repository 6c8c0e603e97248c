import type { Evidence } from "../check-event.ts";
import type { Reviewed, SignInContext } from "../sign-in/sign-in.ts";
import { noticeEvidence } from "./notices.ts";
import type { Run } from "./run.ts";

/** Who says more of a credential once it is proven, and what the request to them is for. */
export type Review = {
  purpose: "review" | "push-probe";
  ask: (send: SignInContext["send"]) => Promise<Reviewed>;
};

/**
 * Shows what the vendor says of the credential that has just been proven, under the step that signed in.
 * Runs on what the check's budget has left.
 */
export async function reviewAccess(run: Run, { purpose, ask }: Review): Promise<void> {
  run.provenAt = run.input.clock.now();
  const evidence: Evidence[] = [];
  const { identity, overPrivileged } = await ask(async (request) => {
    const before = run.session.exchanges.length;
    const sent = await run.session.send({ ...request, purpose });
    const exchange = run.session.exchanges[before];
    if (exchange !== undefined) evidence.push({ kind: "exchange", exchange });
    return sent;
  });
  if (identity !== null) evidence.push(noticeEvidence("signed-in-as", identity));
  if (overPrivileged === null) return run.steps.amend("token", evidence);
  run.facts.notices.push("over-privileged");
  evidence.push(noticeEvidence("over-privileged", overPrivileged));
  run.steps.amend("token", evidence, "warning");
}

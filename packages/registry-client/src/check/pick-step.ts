import { hostRuleAllows } from "@berth/image-pattern";
import type { Run } from "./run.ts";

/**
 * The first step: shows how the credential was chosen, and keeps the secret from every host that
 * is none of its registry's, whatever the caller matched.
 */
export function showPick(run: Run): boolean {
  const { image, registry, credential, pick } = run.input;
  run.steps.start("credential", "Choosing the credential");
  if (pick !== undefined) run.steps.add("credential", pick.evidence);
  if (!hostRuleAllows(registry.hostRule, image.host)) {
    run.stop({ reason: "host-not-allowed", host: image.host });
    run.fail("credential");
    return false;
  }
  const usual =
    credential === null
      ? "No credential: checks what anyone can pull"
      : `${registry.name ?? image.host}${credential.username === "" ? "" : ` as ${credential.username}`}`;
  run.steps.end("credential", "passed", pick?.text ?? usual);
  return true;
}

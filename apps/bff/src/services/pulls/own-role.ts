import type { Registry } from "../../store/rows.ts";
import { savedForm } from "../registries/saved-form.ts";
import { isSignedInToByWorkers } from "../registries/signed-in-to-by-workers.ts";
import { textsIn } from "../registries/text-settings.ts";
import type { Decision } from "./decision.ts";

/**
 * What a worker is answered where it signs in with a role of its own: nothing is handed out, only what it
 * has to know to do so. Null for every other registry.
 */
export function ownRoleOf(registry: Registry, registryHost: string): Decision | null {
  if (!isSignedInToByWorkers(registry)) return null;
  const { type, settings } = savedForm(registry);
  return {
    outcome: "credential",
    reason: null,
    message: `'${registry.name}' serves this image; the worker signs in with its own role.`,
    credentialKind: "own-role",
    scope: type.handOut(settings, null).narrowness,
    expiresAt: null,
    credential: { registryHost, ownRole: { type: type.slug, settings: textsIn(settings) } },
  };
}

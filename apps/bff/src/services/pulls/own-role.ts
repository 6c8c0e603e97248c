import type { Registry } from "../../store/rows.ts";
import { savedForm } from "../registries/saved-form.ts";
import { textsIn } from "../registries/text-settings.ts";
import type { Decision } from "./decision.ts";

/**
 * What a worker is answered where it signs in with a role of its own: nothing is handed out, only what it
 * has to know to do so. Null for every other registry.
 */
export function ownRoleOf(registry: Registry, registryHost: string): Decision | null {
  const { type, settings } = savedForm(registry);
  if (type.ownRole?.(settings) !== "worker") return null;
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

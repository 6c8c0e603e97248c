import { issuePair, systemClock } from "@berth/registry-client";
import type { Registry } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { connectionOf, credentialOf } from "../registries/connection.ts";
import { savedForm } from "../registries/saved-form.ts";
import { openSecret } from "../secrets/open.ts";
import type { Decision } from "./decision.ts";
import { handOut, toUnreadable } from "./hand-out.ts";

/** A user name and secret for a registry's host, for carriers that can't take a bearer. */
export async function obtainPair(
  ctx: WorkerContext,
  registry: Registry,
  host: string,
): Promise<Decision> {
  return handOut(registry, host, await issue(ctx, registry, host).catch(toUnreadable));
}

async function issue(ctx: WorkerContext, registry: Registry, host: string) {
  const form = savedForm(registry);
  const { secret } = await openSecret(ctx, form.type, registry);
  return await issuePair({
    host,
    registry: connectionOf(form, registry.name, host),
    credential: credentialOf(form.type, form.settings, secret),
    transport: ctx.egress.transportFor({
      organizationId: ctx.organization.id,
      registryId: registry.id,
    }),
    clock: systemClock,
  });
}

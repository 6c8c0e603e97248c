import type { Registry } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import type { Decision } from "./decision.ts";
import { handOut, toUnreadable } from "./hand-out.ts";
import { ownRoleOf } from "./own-role.ts";

/** A user name and secret for a registry's host, for carriers that can't take a bearer. */
export async function obtainPair(
  ctx: WorkerContext,
  registry: Registry,
  host: string,
): Promise<Decision> {
  const own = ownRoleOf(registry, host);
  if (own !== null) return own;
  const obtained = await ctx.pullCredentials.forHost(ctx, registry, host).catch(toUnreadable);
  return handOut(registry, host, obtained, "user name and secret");
}

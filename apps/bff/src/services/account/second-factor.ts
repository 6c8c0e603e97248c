import type { SecondFactorView } from "@berth/api-contract";
import type { PersonContext } from "../context.ts";

export async function getSecondFactor(ctx: PersonContext): Promise<SecondFactorView> {
  const { totp, recoveryCodesLeft } = await ctx.store.secondFactors.read(ctx.person.id);
  return { totp: totp?.active === true, recoveryCodesLeft };
}

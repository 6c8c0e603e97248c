import type { SecondFactorView } from "@berth/api-contract";
import { passkeySupport } from "../../auth/passkeys.ts";
import type { PersonContext } from "../context.ts";
import { iso, isoOrNull } from "../time.ts";

export async function getSecondFactor(ctx: PersonContext): Promise<SecondFactorView> {
  const { publicUrl, store } = ctx;
  const { totp, passkeys, recoveryCodesLeft } = await store.secondFactors.read(ctx.person.id);
  return {
    totp: totp?.active === true,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt, synced, rpId }) => ({
      id,
      name,
      addedAt: iso(createdAt),
      lastUsedAt: isoOrNull(lastUsedAt),
      synced,
      elsewhere: rpId === publicUrl.hostname ? null : rpId,
    })),
    passkeySupport: passkeySupport(publicUrl),
    recoveryCodesLeft,
  };
}

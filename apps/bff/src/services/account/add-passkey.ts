import type { PasskeyAdd } from "@berth/api-contract";
import { readMadePasskey } from "../../auth/passkeys.ts";
import { createRecoveryCodes } from "../../auth/recovery-code.ts";
import { newId } from "../../ids.ts";
import { newFields } from "../audit-entry.ts";
import type { PersonContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { takeChallenge } from "../session/passkey-challenge.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";

/** How many one person can have. */
const passkeysMax = 20;

/**
 * From now on the passkey is asked for at the sign-in. With the first second factor of an account come recovery codes,
 * which only this answer shows; null where the person has some.
 */
export async function addPasskey(
  ctx: PersonContext,
  { name, made }: PasskeyAdd,
): Promise<string[] | null> {
  const { person, publicUrl, session } = ctx;
  const use = { personId: person.id, purpose: "add", sessionId: session.id } as const;
  const read = await readMadePasskey(made, { publicUrl, takeChallenge: takeChallenge(ctx, use) });
  if (read === null) throw unusable();
  const at = ctx.clock();
  const { codes, hashes } = createRecoveryCodes();
  const result = await ctx.store.passkeys.add({
    passkey: {
      id: newId("pky", at),
      personId: person.id,
      name,
      rpId: publicUrl.hostname,
      credentialId: made.id,
      ...read,
      transports: made.transports,
      createdAt: at,
    },
    max: passkeysMax,
    codeHashes: hashes,
    audit: await toldEverywhere(ctx, person, "account.add-passkey", newFields({ passkey: name })),
  });
  if (!result.ok) throw result.reason === "too_many" ? tooManyPasskeys() : unusable();
  notifyByMail(
    ctx,
    accountNotice({
      to: person.email,
      what: `The passkey “${name}” was added to your account in Berth`,
      remedy:
        "remove it on the page of your account, set a new password, and tell whoever runs Berth.",
    }),
  );
  return result.first ? codes : null;
}

function unusable(): AppError {
  return new AppError(
    "conflict",
    "What the browser made can't be used: it came too late, from another page, or without asking who you are. Begin anew.",
  );
}

function tooManyPasskeys(): AppError {
  return new AppError(
    "conflict",
    `An account can have ${passkeysMax} passkeys. Remove one that you no longer use first.`,
  );
}

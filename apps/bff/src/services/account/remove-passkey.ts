import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";
import { requirePasskey } from "./require-passkey.ts";

/** It proves nothing from now on. Where it was the last second factor, the password alone signs the person in. */
export async function removePasskey(ctx: PersonContext, id: string): Promise<void> {
  const { person, store } = ctx;
  const { name } = await requirePasskey(ctx, id);
  const result = await store.passkeys.remove({
    personId: person.id,
    id,
    audit: await toldEverywhere(ctx, person, "account.remove-passkey", [
      { field: "passkey", before: name, after: null },
    ]),
  });
  if (!result.ok) throw notFound();
  notifyByMail(
    ctx,
    accountNotice({
      to: person.email,
      what: `The passkey “${name}” was removed from your account in Berth`,
      remedy: "set a new password at once, and tell whoever runs Berth.",
    }),
  );
}

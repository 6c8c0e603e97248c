import type { PasskeyProof } from "@berth/api-contract";
import { readPasskeyProof } from "../../auth/passkeys.ts";
import type { Passkey, Person } from "../../store/rows.ts";
import { newFields } from "../audit-entry.ts";
import type { PublicContext } from "../context.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import { takeChallenge } from "./passkey-challenge.ts";
import { toldEverywhere } from "./told-everywhere.ts";

/** `refused and told`: the log has it already, with its reason. */
type PasskeyVerdict = "proved" | "refused" | "refused and told";

/** Whether one of the person's own passkeys signed what they were given, here and now, with its owner verified. */
export async function passkeyProves(
  ctx: PublicContext,
  person: Person,
  passkeys: readonly Passkey[],
  proof: PasskeyProof,
  sessionId: string | null,
): Promise<PasskeyVerdict> {
  const { publicUrl } = ctx;
  const passkey = passkeys.find(
    ({ credentialId, rpId }) => credentialId === proof.id && rpId === publicUrl.hostname,
  );
  if (passkey === undefined) return "refused";
  const read = await readPasskeyProof(proof, passkey, {
    publicUrl,
    takeChallenge: takeChallenge(ctx, { personId: person.id, purpose: "prove", sessionId }),
  });
  if (read === null) return "refused";
  const used = await ctx.store.passkeys.use({
    personId: person.id,
    id: passkey.id,
    ...read,
    at: ctx.clock(),
    refusal: await toldEverywhere(
      ctx,
      person,
      "account.refuse-passkey",
      newFields({ passkey: passkey.name, reason: "its count went back" }),
    ),
  });
  if (used.ok) return "proved";
  if (used.reason !== "count_went_back") return "refused";
  tellOfCopy(ctx, person, passkey);
  return "refused and told";
}

function tellOfCopy(ctx: PublicContext, { email }: Person, { name }: Passkey): void {
  notifyByMail(
    ctx,
    accountNotice({
      to: email,
      what: `The passkey “${name}” was refused in Berth because a copy of it may be in use`,
      remedy:
        "remove it on the page of your account, set a new password, and tell whoever runs Berth.",
    }),
  );
}

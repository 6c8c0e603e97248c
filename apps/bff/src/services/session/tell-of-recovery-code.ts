import type { Person } from "../../store/rows.ts";
import type { PublicContext } from "../context.ts";
import { notifyByMail } from "../mail/send.ts";
import { accountNotice } from "../mail/texts.ts";
import type { Proof } from "./second-step.ts";

/** Whoever has a recovery code has found or stolen it, so its owner hears of each use. */
export function tellOfRecoveryCode(ctx: PublicContext, { email }: Person, proof: Proof): void {
  if (!proof.endsWith("recovery code")) return;
  notifyByMail(
    ctx,
    accountNotice({
      to: email,
      what: "A recovery code of your account in Berth was used",
      remedy: "set a new password at once, and tell whoever runs Berth.",
    }),
  );
}

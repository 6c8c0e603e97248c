import type { Mail } from "../../mail/mailer.ts";
import { MailError } from "../../mail/mailer.ts";
import type { ServiceDeps } from "../deps.ts";

/** What became of a mail: `off` where Berth has no mail server. */
export type MailOutcome = "sent" | "failed" | "off";

/** Sends a mail and waits for the mail server. Why it failed goes to the log, for the operator. */
export async function sendMail(
  { mailer, log }: Pick<ServiceDeps, "mailer" | "log">,
  mail: Mail,
): Promise<MailOutcome> {
  if (mailer === null) return "off";
  try {
    await mailer(mail);
    return "sent";
  } catch (err) {
    if (!(err instanceof MailError)) throw err;
    log.error({ code: err.code }, "a mail was not sent");
    return "failed";
  }
}

/** Sends a notice that nobody waits for. */
export function notifyByMail(
  deps: Pick<ServiceDeps, "mailer" | "log" | "background">,
  mail: Mail,
): void {
  if (deps.mailer === null) return;
  deps.background.run("mail", async () => {
    await sendMail(deps, mail);
  });
}

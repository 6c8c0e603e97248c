import { createTransport } from "nodemailer";
import type { SmtpServer } from "./parse-smtp-url.ts";

/** One mail to one person, as plain text. */
export type Mail = { to: string; subject: string; text: string };

/** Resolves once the mail server has taken the mail. Throws {@link MailError}. */
export type Mailer = (mail: Mail) => Promise<void>;

/** A mail was not taken. Its message is ours: what mail servers answer can quote addresses and logins. */
export class MailError extends Error {
  override readonly name = "MailError";
  /** The mail library's own name for what went wrong. */
  readonly code: string;

  constructor(code: string) {
    super(`the mail server did not take the mail (${code})`);
    this.code = code;
  }
}

/** A person waits for the answer, so a mail server that is slow counts as one that is down. */
const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

export type MailerOptions = {
  server: SmtpServer;
  /** An address, or a name and an address. */
  from: string;
  /** PEM certificates of authorities that are trusted beside the public ones. */
  trustedCa?: string | undefined;
};

export function createMailer({ server, from, trustedCa }: MailerOptions): Mailer {
  const { host, port, tls, login } = server;
  return async ({ to, subject, text }) => {
    // One connection for each mail: mails are rare, and a kept one would be closed by the time of the next.
    const transport = createTransport({
      ...timeouts,
      host,
      port,
      secure: tls === "implicit",
      requireTLS: tls === "starttls",
      ignoreTLS: tls === "none",
      ...(login === null ? {} : { auth: { user: login.user, pass: login.password.reveal() } }),
      tls: { minVersion: "TLSv1.2", ...(trustedCa === undefined ? {} : { ca: trustedCa }) },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        subject,
        text,
        // Nobody's out-of-office note should answer.
        headers: { "Auto-Submitted": "auto-generated" },
      });
    } catch (err) {
      throw new MailError(codeOf(err));
    } finally {
      transport.close();
    }
  };
}

function codeOf(err: unknown): string {
  const code = err instanceof Error && "code" in err ? err.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{1,40}$/.test(code) ? code : "UNKNOWN";
}

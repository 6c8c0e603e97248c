import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type ReceivedMail = { from: string; to: string[]; headers: string; text: string };

/** A mail server on loopback that keeps what it is given. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    ...options,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          ...read(Buffer.concat(parts).toString("utf8")),
        });
        done();
      });
    },
  });
  // A client that leaves in the middle of a handshake is not the server's failure.
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}?tls=none`,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Splits a message and undoes the one encoding that plain texts are sent in. */
function read(message: string): { headers: string; text: string } {
  const [headers = "", ...body] = message.split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  return {
    headers,
    text: /quoted-printable/i.test(headers) ? fromQuotedPrintable(text) : text,
  };
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The token of the one link in a mail. */
export function tokenIn({ text }: ReceivedMail): string {
  return /#token=([\w-]+)/.exec(text)?.[1] ?? "";
}

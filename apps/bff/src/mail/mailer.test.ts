import { afterEach, expect, test } from "vitest";
import { createAuthority } from "../egress/testing/certificates.ts";
import { createMailer, MailError } from "./mailer.ts";
import { parseSmtpUrl } from "./parse-smtp-url.ts";
import { startMailServer } from "./testing/mail-server.ts";

const open: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

async function start(...options: Parameters<typeof startMailServer>) {
  const server = await startMailServer(...options);
  open.push(server.close);
  return server;
}

function mailerFor(url: string, trustedCa?: string) {
  const server = parseSmtpUrl(url);
  if (server === null) throw new Error(url);
  return createMailer({ server, from: "Berth <berth@example.com>", trustedCa });
}

const mail = {
  to: "bea@example.com",
  subject: "Hei, Ægir 東京",
  text: "Line one – ä\n\nLine two\n",
};

test("hands a mail over, byte for byte readable, marked as written by a machine", async () => {
  const server = await start();
  await mailerFor(server.url)(mail);
  expect(server.mails).toMatchObject([{ from: "berth@example.com", to: ["bea@example.com"] }]);
  const [received] = server.mails;
  expect(received?.text.replaceAll("\r\n", "\n").trim()).toBe(mail.text.trim());
  expect(received?.headers).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(received?.headers).toMatch(/^From: Berth <berth@example\.com>$/m);
});

test("a subject or an address can't add a header or a second receiver", async () => {
  const server = await start();
  await mailerFor(server.url)({
    ...mail,
    subject: "Join us\r\nBcc: eve@example.com",
    to: "bea@example.com",
  });
  await mailerFor(server.url)({ ...mail, to: "bea@example.com,eve@example.com" }).catch(() => {});
  expect(server.mails.flatMap(({ to }) => to)).not.toContain("eve@example.com");
  expect(server.mails[0]?.headers).not.toMatch(/^Bcc:/im);
});

test("upgrades to TLS or sends nothing, and believes only certificates it can check", async () => {
  const authority = await createAuthority();
  const { key, cert } = await authority.sign();
  const secure = await start({ disabledCommands: [], key, cert });
  const url = `smtp://127.0.0.1:${secure.port}`;
  await mailerFor(url, authority.cert)(mail);
  expect(secure.mails).toHaveLength(1);
  await expect(mailerFor(url)(mail)).rejects.toBeInstanceOf(MailError);

  const plain = await start();
  await expect(mailerFor(`smtp://127.0.0.1:${plain.port}`)(mail)).rejects.toBeInstanceOf(MailError);
  expect([...secure.mails, ...plain.mails]).toHaveLength(1);
});

test("sends unencrypted where it is told to, also to a server that offers more", async () => {
  const { key, cert } = await (await createAuthority()).sign();
  const server = await start({ disabledCommands: [], key, cert });
  await mailerFor(`smtp://127.0.0.1:${server.port}?tls=none`)(mail);
  expect(server.mails).toHaveLength(1);
});

test("speaks TLS from the first byte where it is told to", async () => {
  const authority = await createAuthority();
  const { key, cert } = await authority.sign();
  const server = await start({ secure: true, key, cert });
  await mailerFor(`smtps://127.0.0.1:${server.port}`, authority.cert)(mail);
  expect(server.mails).toHaveLength(1);
});

test("signs in, and a refusal tells nothing of the login", async () => {
  const server = await start({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === "berth" && password === "p@ss/word") done(null, { user: username });
      else done(new Error("535 no"));
    },
  });
  const at = `127.0.0.1:${server.port}?tls=none`;
  await mailerFor(`smtp://berth:p%40ss%2Fword@${at}`)(mail);
  expect(server.mails).toHaveLength(1);
  const refused: unknown = await mailerFor(`smtp://berth:wrong-one@${at}`)(mail).catch(
    (err: unknown) => err,
  );
  expect(refused).toMatchObject({ name: "MailError", code: "EAUTH" });
  expect(String(refused) + JSON.stringify(refused)).not.toContain("wrong-one");
});

test("a mail server that is down is an error with a code", async () => {
  const server = await startMailServer();
  await server.close();
  await expect(mailerFor(server.url)(mail)).rejects.toMatchObject({
    name: "MailError",
    code: "ESOCKET",
  });
});

import { expect, test } from "vitest";
import { parseSmtpUrl } from "./parse-smtp-url.ts";

test.each([
  ["smtps://mail.example.com", "mail.example.com", 465, "implicit", null],
  ["smtp://mail.example.com", "mail.example.com", 587, "starttls", null],
  ["smtp://127.0.0.1:2525?tls=none", "127.0.0.1", 2525, "none", null],
  ["smtps://[2001:db8::1]:10465", "2001:db8::1", 10_465, "implicit", null],
  ["smtp://berth%40example.com:p%40ss%2F@m.test:25", "m.test", 25, "starttls", "p@ss/"],
])("%s", (text, host, port, tls, password) => {
  const server = parseSmtpUrl(text);
  expect(server).toMatchObject({ host, port, tls });
  expect(server?.login?.password.reveal() ?? null).toBe(password);
});

test.each([
  "mail.example.com",
  "http://mail.example.com",
  "smtp://",
  "smtp://m.test/path",
  "smtp://m.test?tls=maybe",
  "smtps://m.test?tls=none",
  "smtp://user@m.test",
  "smtp://%zz:x@m.test",
])("refuses %s", (text) => {
  expect(parseSmtpUrl(text)).toBeNull();
});

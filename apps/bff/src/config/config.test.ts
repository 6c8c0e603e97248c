import { expect, test } from "vitest";
import { readConfig, type Config, type Environment } from "./config.ts";
import { configurationPage } from "./document.ts";

const recipient = "age19dlp4ferg62kzn8n48ad4gxcwnemu238fjwlpj8zqyv248stky6s7s6f72";
const cwd = "/srv/berth";

function configOf(env: Environment): Config {
  const result = readConfig(env, cwd);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.config;
}

function problemsOf(env: Environment): string[] {
  const result = readConfig(env, cwd);
  return result.ok ? [] : result.problems;
}

test("without any variable Berth listens on this machine only and keeps the key beside the data folder", () => {
  expect(configOf({ PATH: "/bin" })).toEqual({
    host: "127.0.0.1",
    port: 8080,
    publicUrl: null,
    dataDir: "/srv/berth/data",
    database: null,
    key: { kind: "file", path: "/srv/berth/berth.key" },
    keyPrevious: null,
    recoveryRecipient: null,
    mail: null,
    identityProvider: null,
    newOrganizations: "owners",
    setupToken: null,
    metricsToken: null,
    outboundAllow: [],
    trustedProxies: [],
    awsInstanceRole: "refuse",
    reCheckIntervalMs: 3_600_000,
    allowSealedOrganizations: false,
  });
});

test("an identity provider is whole or not there, and its secret is in no message", () => {
  const env = {
    BERTH_OIDC_ISSUER: "https://login.example.com/acme",
    BERTH_OIDC_CLIENT_ID: "berth",
    BERTH_OIDC_CLIENT_SECRET: "secret-of-the-client",
    BERTH_OIDC_AUTHORIZATION_URL: "https://login.example.com/authorize",
    BERTH_OIDC_TOKEN_URL: "https://login.example.com/token",
    BERTH_OIDC_KEYS_URL: "https://login.example.com/keys",
  };
  const provider = configOf(env).identityProvider;
  expect(provider).toMatchObject({ name: "login.example.com", clientId: "berth" });
  expect(JSON.stringify(provider)).not.toContain("secret-of-the-client");
  expect(configOf({ ...env, BERTH_OIDC_NAME: "Acme ID" }).identityProvider?.name).toBe("Acme ID");
  expect(problemsOf({ ...env, BERTH_OIDC_TOKEN_URL: "", BERTH_OIDC_CLIENT_SECRET: "" })).toEqual([
    "BERTH_OIDC_CLIENT_SECRET is needed with BERTH_OIDC_ISSUER.",
    "BERTH_OIDC_TOKEN_URL is needed with BERTH_OIDC_ISSUER.",
  ]);
  for (const url of ["login.example.com", "https://u:p@x.example", "https://x.example/?a=b"]) {
    expect(problemsOf({ ...env, BERTH_OIDC_KEYS_URL: url })[0]).toMatch(/^BERTH_OIDC_KEYS_URL: /);
  }
});

test("every variable has its effect", () => {
  const config = configOf({
    BERTH_HOST: "0.0.0.0",
    BERTH_PORT: "0",
    BERTH_PUBLIC_URL: "https://berth.example.com",
    BERTH_DATA_DIR: "/var/lib/berth",
    BERTH_KEY: "env:MASTER",
    BERTH_KEY_PREVIOUS: "file:old.key",
    BERTH_RECOVERY_RECIPIENT: recipient,
    BERTH_SETUP_TOKEN: "a-setup-token-of-ours",
    BERTH_OUTBOUND_ALLOW: "127.0.0.1:5000;http, 10.1.2.0/24",
    BERTH_TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.7",
    BERTH_RE_CHECK_INTERVAL: "15m",
    BERTH_ALLOW_SEALED_ORGANIZATIONS: "1",
  });
  expect(config).toMatchObject({
    host: "0.0.0.0",
    port: 0,
    dataDir: "/var/lib/berth",
    key: { kind: "env", name: "MASTER" },
    keyPrevious: { kind: "file", path: "/srv/berth/old.key" },
    recoveryRecipient: recipient,
    trustedProxies: ["10.0.0.0/8", "192.0.2.7"],
    reCheckIntervalMs: 900_000,
    allowSealedOrganizations: true,
  });
  expect(config.publicUrl?.origin).toBe("https://berth.example.com");
  expect(config.setupToken?.reveal()).toBe("a-setup-token-of-ours");
  expect(config.outboundAllow).toHaveLength(2);
});

test("a key file may stand anywhere, relative to where Berth was started", () => {
  expect(configOf({ BERTH_KEY: "file:/etc/berth/key" }).key).toEqual({
    kind: "file",
    path: "/etc/berth/key",
  });
  expect(configOf({ BERTH_KEY: "file:keys/k" }).key).toEqual({
    kind: "file",
    path: "/srv/berth/keys/k",
  });
  expect(configOf({ BERTH_DATA_DIR: "/a/b" }).key).toEqual({ kind: "file", path: "/a/berth.key" });
});

test("an empty variable counts as one that is not set", () => {
  expect(configOf({ BERTH_PORT: "", BERTH_SETUP_TOKEN: "", BERTH_DATABASE_URL: "" })).toEqual(
    configOf({}),
  );
});

test("a bad value gives one line that names the variable and what to write", () => {
  const bad: [Environment, RegExp][] = [
    [{ BERTH_HOST: "http://x" }, /^BERTH_HOST: give an address/],
    [{ BERTH_PORT: "70000" }, /^BERTH_PORT: give a port from 0 to 65535/],
    [{ BERTH_PORT: "80a" }, /^BERTH_PORT/],
    [{ BERTH_PORT: "-1" }, /^BERTH_PORT/],
    [{ BERTH_PUBLIC_URL: "berth.example.com" }, /^BERTH_PUBLIC_URL: give scheme and host/],
    [{ BERTH_PUBLIC_URL: "https://x.example/path" }, /^BERTH_PUBLIC_URL/],
    [{ BERTH_PUBLIC_URL: "ftp://x.example" }, /^BERTH_PUBLIC_URL/],
    [{ BERTH_DATABASE_URL: "mysql://u:hunter2@db/x" }, /^BERTH_DATABASE_URL: give postgres:/],
    [{ BERTH_DATABASE_URL: "postgres://u:hunter2@db/x?sslmode=prefer" }, /sslmode is verify-full/],
    [
      { BERTH_DATABASE_URL: "postgres://u:hunter2@db:99999/x" },
      /^BERTH_DATABASE_URL: give each host/,
    ],
    [
      { BERTH_DATABASE_URL: "postgres://u:hunter2@db/x?hunter2=1" },
      /^BERTH_DATABASE_URL: of the par/,
    ],
    [{ BERTH_KEY: "hunter2hunter2" }, /^BERTH_KEY: give file:/],
    [{ BERTH_KEY: "awskms:arn" }, /^BERTH_KEY/],
    [{ BERTH_KEY: "env:" }, /^BERTH_KEY/],
    [{ BERTH_RECOVERY_RECIPIENT: recipient.replace("u", "v") }, /^BERTH_RECOVERY_RECIPIENT/],
    [{ BERTH_RECOVERY_RECIPIENT: "age1hunter2" }, /^BERTH_RECOVERY_RECIPIENT: give an age/],
    [{ BERTH_KEY_PREVIOUS: "file:" }, /^BERTH_KEY_PREVIOUS/],
    [{ BERTH_KEY_PREVIOUS: "hunter2hunter2" }, /^BERTH_KEY_PREVIOUS/],
    [{ BERTH_SETUP_TOKEN: "short" }, /^BERTH_SETUP_TOKEN: give 16 to 200/],
    [{ BERTH_SETUP_TOKEN: "hunter2 hunter2 hunter2" }, /^BERTH_SETUP_TOKEN/],
    [{ BERTH_OUTBOUND_ALLOW: "a.example,," }, /^BERTH_OUTBOUND_ALLOW, entry 2/],
    [{ BERTH_TRUSTED_PROXIES: "10.0.0.0/99" }, /^BERTH_TRUSTED_PROXIES: give addresses/],
    [{ BERTH_TRUSTED_PROXIES: "proxy.example" }, /^BERTH_TRUSTED_PROXIES/],
    [{ BERTH_ALLOW_SEALED_ORGANIZATIONS: "yes" }, /^BERTH_ALLOW_SEALED_ORGANIZATIONS: give 0 or 1/],
  ];
  for (const [env, line] of bad) {
    const problems = problemsOf(env);
    expect(problems, JSON.stringify(env)).toEqual([expect.stringMatching(line)]);
    expect(problems.join("\n")).not.toContain("hunter2");
    expect(problems.join("")).not.toContain("\n");
  }
});

test("two bad values give two lines", () => {
  expect(problemsOf({ BERTH_PORT: "x", BERTH_HOST: "a b" })).toHaveLength(2);
});

test("a variable that does not exist is named in a warning; the worker's and the key's own are not", () => {
  const result = readConfig(
    {
      BERTH_PROT: "1",
      BERTH_URL: "x",
      BERTH_TOKEN: "y",
      BERTH_KEY: "env:BERTH_MASTER",
      BERTH_MASTER: "k",
      OTHER: "z",
    },
    cwd,
  );
  expect(result).toMatchObject({
    ok: true,
    warnings: ["BERTH_PROT is no variable of this version and has no effect."],
  });
});

test("mail needs a server and a sender, and a problem never repeats the password", () => {
  const read = (env: Record<string, string>) => readConfig(env, "/srv/berth");
  const url = "smtp://berth:s3cret-mail@mail.example.com";
  expect(read({ BERTH_SMTP_URL: url })).toEqual({
    ok: false,
    problems: ["BERTH_MAIL_FROM is needed with BERTH_SMTP_URL."],
  });
  for (const from of ["nobody", "Berth <nobody>", "a@b.test\r\nBcc: c@d.test"]) {
    expect(read({ BERTH_SMTP_URL: url, BERTH_MAIL_FROM: from }), from).toMatchObject({ ok: false });
  }
  const bad = read({ BERTH_SMTP_URL: `${url}/path`, BERTH_MAIL_FROM: "berth@example.com" });
  expect(bad.ok).toBe(false);
  expect(JSON.stringify(bad)).not.toContain("s3cret-mail");
  const good = read({ BERTH_SMTP_URL: url, BERTH_MAIL_FROM: "Berth <berth@example.com>" });
  expect(good).toMatchObject({
    config: {
      mail: { server: { host: "mail.example.com", port: 587 }, from: "Berth <berth@example.com>" },
    },
  });
  expect(JSON.stringify(good)).not.toContain("s3cret-mail");
});

test("the documentation lists every variable as the schema has it", async () => {
  await expect(configurationPage()).toMatchFileSnapshot("../../../../docs/configuration.md");
});

import { dirname, resolve } from "node:path";
import type { ServerRoleUse } from "@berth/registry-catalog";
import type { OutboundEntry } from "../egress/parse-outbound-allow.ts";
import type { SmtpServer } from "../mail/parse-smtp-url.ts";
import type { Secret } from "../secret-text.ts";
import type { IdentityProviderSettings } from "../auth/identity-provider.ts";
import { readIdentityProvider } from "./identity-provider.ts";
import { variables, type DatabaseSource, type KeyProvider } from "./variables.ts";

/** Where a key-encryption key is read; the path is absolute. */
export type KeyPlace = { kind: "file"; path: string } | { kind: "env"; name: string };

export type Config = {
  host: string;
  port: number;
  /** Null: derived from host and port once the server listens. */
  publicUrl: URL | null;
  /** Absolute. */
  dataDir: string;
  /** PostgreSQL; null for SQLite in the data folder. */
  database: DatabaseSource | null;
  key: KeyPlace;
  /** The key before this one, during a rotation. */
  keyPrevious: KeyPlace | null;
  /** An age recipient for which every key is sealed as well. */
  recoveryRecipient: string | null;
  setupToken: Secret | null;
  metricsToken: Secret | null;
  outboundAllow: readonly OutboundEntry[];
  /** Addresses and networks. */
  trustedProxies: readonly string[];
  /** Null: no mail is sent. */
  mail: { server: SmtpServer; from: string } | null;
  /** Null: people sign in with a password. */
  identityProvider: IdentityProviderSettings | null;
  newOrganizations: "owners" | "nobody";
  /** Milliseconds; null: no re-checks. */
  reCheckIntervalMs: number | null;
  /** How far the server's own AWS identity may be used. */
  awsInstanceRole: ServerRoleUse;
  allowSealedOrganizations: boolean;
};

export type Environment = { [name: string]: string | undefined };

/** `warnings` are for the log; `problems` are one line for each variable that can't be used. */
export type ConfigResult =
  | { ok: true; config: Config; warnings: string[] }
  | { ok: false; problems: string[] };

/** Reads the configuration. An empty variable counts as one that is not set. `cwd` anchors relative paths. */
export function readConfig(env: Environment, cwd: string): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(variables.shape).flatMap((name) => {
      const text = env[name];
      return text === undefined || text === "" ? [] : [[name, text]];
    }),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => {
        const name = issue.path.join(".");
        return issue.message.startsWith(name) ? issue.message : `${name}: ${issue.message}`;
      }),
    };
  }
  const values = parsed.data;
  const { BERTH_SMTP_URL: mailServer, BERTH_MAIL_FROM: mailFrom } = values;
  if (mailServer !== null && mailFrom === null) {
    return { ok: false, problems: ["BERTH_MAIL_FROM is needed with BERTH_SMTP_URL."] };
  }
  const identityProvider = readIdentityProvider(values);
  if (!identityProvider.ok) return identityProvider;
  const dataDir = resolve(cwd, values.BERTH_DATA_DIR);
  const placed = (given: KeyProvider): KeyPlace =>
    given.kind === "env"
      ? given
      : {
          kind: "file",
          path:
            given.path === null ? resolve(dirname(dataDir), "berth.key") : resolve(cwd, given.path),
        };
  const key = placed(values.BERTH_KEY);
  const previous = values.BERTH_KEY_PREVIOUS;
  const database = values.BERTH_DATABASE_URL;
  const keyPrevious = previous === null ? null : placed(previous);
  const keyVariables = [key, keyPrevious].flatMap((place) =>
    place?.kind === "env" ? place.name : [],
  );
  return {
    ok: true,
    warnings: unknownVariables(env, keyVariables),
    config: {
      host: values.BERTH_HOST,
      port: values.BERTH_PORT,
      publicUrl: values.BERTH_PUBLIC_URL,
      dataDir,
      database:
        database?.kind === "file" ? { ...database, path: resolve(cwd, database.path) } : database,
      key,
      keyPrevious,
      recoveryRecipient: values.BERTH_RECOVERY_RECIPIENT ?? null,
      setupToken: values.BERTH_SETUP_TOKEN,
      metricsToken: values.BERTH_METRICS_TOKEN,
      outboundAllow: values.BERTH_OUTBOUND_ALLOW,
      trustedProxies: values.BERTH_TRUSTED_PROXIES,
      mail:
        mailServer === null || mailFrom === null ? null : { server: mailServer, from: mailFrom },
      identityProvider: identityProvider.provider,
      newOrganizations: values.BERTH_NEW_ORGANIZATIONS,
      reCheckIntervalMs: values.BERTH_RE_CHECK_INTERVAL,
      awsInstanceRole: values.BERTH_AWS_INSTANCE_ROLE,
      allowSealedOrganizations: values.BERTH_ALLOW_SEALED_ORGANIZATIONS,
    },
  };
}

/** The worker's own variables, which may well stand in the same shell. */
const workerVariables = ["BERTH_URL", "BERTH_TOKEN"];

function unknownVariables(env: Environment, keyVariables: readonly string[]): string[] {
  const known = new Set([...Object.keys(variables.shape), ...workerVariables, ...keyVariables]);
  return Object.keys(env)
    .filter((name) => name.startsWith("BERTH_") && !known.has(name))
    .toSorted()
    .map((name) => `${name} is no variable of this version and has no effect.`);
}

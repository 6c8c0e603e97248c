import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "@berth/api-contract";
import Database from "better-sqlite3";
import { createApp } from "../../src/app.ts";
import { createAuth } from "../../src/auth/auth.ts";
import type { IdentityProviderSettings } from "../../src/auth/identity-provider.ts";
import type { Passwords } from "../../src/auth/password.ts";
import { createServerIdentity, type ServerIdentityOptions } from "../../src/aws/server-identity.ts";
import { createEgress, type EgressOptions } from "../../src/egress/create-egress.ts";
import { checkLimits, type CheckLimits } from "../../src/egress/concurrency.ts";
import { parseOutboundAllow } from "../../src/egress/parse-outbound-allow.ts";
import { newId } from "../../src/ids.ts";
import { createDirectAnswers } from "../../src/http/direct/direct-answers.ts";
import {
  createLoadGate,
  createLoadMeter,
  type LoadMeter,
} from "../../src/http/middleware/shed-load.ts";
import { createJobs } from "../../src/jobs/create-jobs.ts";
import { createLogger, type Logger } from "../../src/log.ts";
import type { Mailer } from "../../src/mail/mailer.ts";
import { createDeps } from "../../src/services/create-deps.ts";
import type { ServiceDeps } from "../../src/services/deps.ts";
import { openSqliteStore } from "../../src/store/sqlite/store.ts";
import { openInstanceKey } from "../../src/vault/instance-key.ts";
import { kekFrom } from "../../src/vault/kek.ts";
import { kekSet } from "../../src/vault/kek-set.ts";
import { createVault } from "../../src/vault/vault.ts";
import { createClient, type Client } from "./client.ts";

export const password = "correct horse battery staple";
export const setupToken = "setup-token-0123456789abcdef";
export const publicUrl = new URL("http://127.0.0.1:8080");
/** Between two re-checks of one registry. */
export const reCheckHours = 1;
const startedAt = Date.UTC(2026, 4, 1, 12);

export type TestBerth = Awaited<ReturnType<typeof startTestBerth>>;

export type TestBerthOptions = {
  /** `host:port` of registries that may be reached, over plain http. */
  allow?: readonly string[] | undefined;
  limits?: Partial<CheckLimits> | undefined;
  checksPerMinuteMax?: number | undefined;
  publicUrl?: URL | undefined;
  mailer?: Mailer | undefined;
  identityProvider?: IdentityProviderSettings | undefined;
  newOrganizations?: "owners" | "nobody" | undefined;
  /** The server's own AWS identity, in an environment of its own. */
  aws?: Pick<ServerIdentityOptions, "use" | "environment"> | undefined;
  /** How passwords are compared; by default as in a server. */
  passwords?: Passwords | undefined;
  /** How it is told that there is too much to do; by default never. */
  load?: LoadMeter | undefined;
  /** Where log lines go instead of to `logText`. */
  log?: Logger | undefined;
  /** Another way to find and reach registries. */
  outbound?: Pick<EgressOptions, "resolver" | "dialer" | "trustedCa" | "limits"> | undefined;
};

/** The whole server on a database of its own, without a socket: requests go straight into the application. */
export async function startTestBerth(options: TestBerthOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "berth-bff-"));
  const databasePath = join(folder, "berth.db");
  const store = openSqliteStore(databasePath);
  const instanceId = newId("ins");
  const kek = kekFrom(randomBytes(32));
  await store.instance.initialise({
    instance: { id: instanceId, schema: 1, createdAt: startedAt },
    keyring: {
      kekId: kek.id,
      provider: "test",
      checkValue: Buffer.alloc(32),
      createdAt: startedAt,
    },
  });
  const keks = kekSet(kek);
  const instanceKey = await openInstanceKey(keks, instanceId, store.keys, startedAt);
  const vault = createVault({ keks, instanceId, instanceKey, keys: store.keys });
  const lines: string[] = [];
  const log =
    options.log ??
    createLogger({
      level: "debug",
      destination: { write: (line: string) => void lines.push(line) },
    });
  const allow = parseOutboundAllow((options.allow ?? []).map((host) => `${host};http`).join(","));
  if (!allow.ok) throw new Error(allow.message);
  const egress = createEgress({
    ...options.outbound,
    allow: allow.entries,
    ownEndpoints: () => [],
  });
  const serverIdentity = createServerIdentity({
    ...(options.aws ?? { use: "refuse", environment: {} }),
    transport: egress.transportFor({ organizationId: "", registryId: "server-identity" }),
  });
  const url = options.publicUrl ?? publicUrl;
  const auth = createAuth({
    database: store.auth,
    secret: vault.instanceSecret("session-cookie").reveal(),
    publicUrl: url,
    log,
    passwords: options.passwords,
  });
  const time = { offsetMs: 0 };
  const makeDeps = (): ServiceDeps => ({
    ...createDeps({
      store,
      vault,
      auth,
      egress,
      serverIdentity,
      log,
      publicUrl: url,
      mailer: options.mailer ?? null,
      identityProvider: options.identityProvider,
      newOrganizations: options.newOrganizations,
      setupToken,
      clock: () => Date.now() + time.offsetMs,
      limits: { ...checkLimits, ...options.limits },
      checksPerMinuteMax: options.checksPerMinuteMax ?? 1000,
    }),
    // The middle: nothing comes earlier or later than planned.
    random: () => 0.5,
  });
  const load = createLoadGate(options.load ?? createLoadMeter(), log);
  const serve = (depsOfServer: ServiceDeps) =>
    createApp({
      deps: depsOfServer,
      publicUrl: url,
      trustedProxies: [],
      readiness: {
        database: () => store.ping(),
        key: async () => {},
        running: async () => {},
        migration: async () => {},
      },
      metricsToken: null,
      console: new Map(),
      worker: null,
      load,
    });
  const deps = makeDeps();
  const app = serve(deps);
  const direct = createDirectAnswers({ deps, publicUrl: url, trustedProxies: [], load });
  const jobs = createJobs(deps, { reCheckIntervalMs: reCheckHours * 3_600_000 });
  const anonymous = createClient(app, url);
  const sql = (statement: string, ...values: unknown[]): void => {
    const other = new Database(databasePath);
    try {
      other.prepare(statement).run(...values);
    } finally {
      other.close();
    }
  };
  const rows = (query: string): Record<string, unknown>[] => {
    const other = new Database(databasePath, { readonly: true });
    try {
      return other.prepare(query).all() as Record<string, unknown>[];
    } finally {
      other.close();
    }
  };

  return {
    app,
    /** What its listener answers by itself. */
    direct,
    deps,
    store,
    vault,
    anonymous,
    /** Another server on the same store. */
    anotherServer: () => serve(makeDeps()),
    databasePath,
    /** Everything that was logged so far. */
    logText: () => lines.join(""),
    /** Moves the services' clock. */
    advance: (ms: number) => {
      time.offsetMs += ms;
    },
    /** Moves the services' clock, while the people who are signed in stay so: they were active all the time. */
    pass: (ms: number) => {
      time.offsetMs += ms;
      sql(
        "update session set started_at = started_at + ?, confirmed_at = confirmed_at + ?, seen_at = seen_at + ?",
        ms,
        ms,
        ms,
      );
    },
    /** Runs what the schedule would run by now; gives the number of turns. */
    runJobs: () => jobs.runDue(),
    /** What another program does to the database behind the server's back. */
    sql,
    rows,
    async close() {
      await jobs.stop();
      deps.liveChecks.cancelAll();
      await deps.background.settled();
      await egress.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const ownerInput = {
  token: setupToken,
  name: "Aino Karhu",
  email: "aino@example.com",
  password,
  organizationName: "Acme",
};

/** Signs the owner in again, whose session ends when the clock is moved far. */
export async function signInAgain({ owner }: Acme): Promise<void> {
  await owner.ok("POST /sign-in", { body: { email: ownerInput.email, password } });
}

export type Acme = TestBerth & {
  owner: Client;
  organizationId: string;
  /** Signs in as somebody of the organization with that role, making them first. */
  as: (role: Role) => Promise<Client>;
  /** Support staff of the instance, with a second factor; in no organization. */
  staff: () => Promise<Client>;
  /** The same, on a visit to Acme. */
  visitor: () => Promise<Client>;
  /** Somebody of another organization, who is its owner. */
  stranger: () => Promise<Client>;
  /** Makes somebody and signs them in, whose name also stands in their address: in that organization, or in none. */
  memberOf: (organization: string | null, role: Role, name: string) => Promise<Client>;
};

/** A server whose owner has signed in: organization Acme under the slug `acme`. */
export async function startAcme(options: TestBerthOptions = {}): Promise<Acme> {
  const berth = await startTestBerth(options);
  const owner = berth.anonymous.fork();
  const session = await owner.ok("POST /setup", { body: ownerInput });
  const organizationId = session.organizations[0]?.id ?? "";
  const clients = new Map<string, Promise<Client>>();

  const person = async (name: string): Promise<string> => {
    const id = newId("usr");
    const now = Date.now();
    const [account] = berth.rows("select password from account limit 1");
    berth.sql(
      "insert into user (id, name, email, email_verified, created_at, updated_at) values (?, ?, ?, 1, ?, ?)",
      id,
      name,
      `${name}@example.com`,
      now,
      now,
    );
    berth.sql(
      "insert into account (id, account_id, provider_id, user_id, password, created_at, updated_at) values (?, ?, 'credential', ?, ?, ?, ?)",
      newId("acc"),
      id,
      id,
      account?.["password"],
      now,
      now,
    );
    return id;
  };
  const join_ = (userId: string, organization: string, role: Role) => {
    berth.sql(
      "insert into member (id, organization_id, user_id, role, created_at) values (?, ?, ?, ?, ?)",
      newId("mem"),
      organization,
      userId,
      role,
      Date.now(),
    );
  };
  const signedIn = async (name: string): Promise<Client> => {
    const client = berth.anonymous.fork();
    await client.ok("POST /sign-in", { body: { email: `${name}@example.com`, password } });
    return client;
  };
  const once = (key: string, make: () => Promise<Client>): Promise<Client> => {
    const known = clients.get(key) ?? make();
    clients.set(key, known);
    return known;
  };

  const staff = () =>
    once("staff", async () => {
      const id = await person("staff");
      const client = await signedIn("staff");
      berth.sql(
        "insert into support_staff (person_id, appointed_at) values (?, ?)",
        id,
        Date.now(),
      );
      berth.sql(
        "insert into totp (person_id, sealed, active_since, created_at) values (?, x'00', 1, 1)",
        id,
      );
      return client;
    });

  return {
    ...berth,
    owner,
    organizationId,
    as: (role) =>
      role === "owner"
        ? Promise.resolve(owner)
        : once(role, async () => {
            join_(await person(role), organizationId, role);
            return await signedIn(role);
          }),
    memberOf: async (organization, role, name) => {
      const id = await person(name);
      if (organization !== null) join_(id, organization, role);
      return await signedIn(name);
    },
    staff,
    visitor: () =>
      once("visitor", async () => {
        const client = await staff();
        await client.ok("POST /support-staff/visits", {
          body: { organization: "acme", reason: "Ticket 4711: pulls fail", hours: 4 },
        });
        return client;
      }),
    stranger: () =>
      once("stranger", async () => {
        const id = newId("org");
        const now = Date.now();
        berth.sql(
          "insert into organization (id, name, slug, created_at) values (?, 'Other', 'other', ?)",
          id,
          now,
        );
        const key = await berth.vault.newOrgKey(id, now);
        berth.sql(
          "insert into org_key (organization_id, key_id, version, kek_id, wrapped, created_at) values (?, ?, ?, ?, ?, ?)",
          id,
          key.keyId,
          key.version,
          key.kekId,
          key.wrapped,
          key.createdAt,
        );
        join_(await person("stranger"), id, "owner");
        return await signedIn("stranger");
      }),
  };
}

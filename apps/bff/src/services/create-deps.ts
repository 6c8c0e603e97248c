import { createAttemptCookies } from "../auth/attempt-cookie.ts";
import type { Auth } from "../auth/auth.ts";
import {
  createIdentityProvider,
  type IdentityProvider,
  type IdentityProviderSettings,
} from "../auth/identity-provider.ts";
import type { ServerIdentity } from "../aws/server-identity.ts";
import { createCounterKey } from "../auth/counter-key.ts";
import { createDeviceCookies } from "../auth/device-cookie.ts";
import { createSignInThrottle } from "../auth/sign-in-throttle.ts";
import { createWindowLimit, type WindowRule } from "../auth/window-limit.ts";
import { checkLimits, createCheckQueue, type CheckLimits } from "../egress/concurrency.ts";
import type { Egress } from "../egress/create-egress.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Logger } from "../log.ts";
import { createMetrics } from "../metrics/metrics.ts";
import type { Store } from "../store/store.ts";
import type { Vault } from "../vault/vault.ts";
import { createBackground } from "./background.ts";
import { createLiveChecks } from "./checks/live-checks.ts";
import type { ServiceDeps } from "./deps.ts";
import { createOrganizationIndexes } from "./matching/organization-index.ts";
import { createKnownOrganizations } from "./broker/known-organizations.ts";
import { createPullCredentials } from "./broker/pull-credentials.ts";
import { createSetupToken } from "./session/setup-token.ts";
import { createVisitLooks } from "./support-staff/visit-looks.ts";
import { createTokenUses } from "./worker-tokens/token-uses.ts";
import { createWrongNetworks } from "./worker-tokens/wrong-networks.ts";

/** What has to be there already; the rest of what services are built on is made here. */
export type Foundations = {
  store: Store;
  vault: Vault;
  auth: Auth;
  egress: Pick<Egress, "transportFor" | "judgeHost" | "tryHost" | "settings">;
  serverIdentity: ServerIdentity;
  log: Logger;
  /** Where people and workers reach Berth. */
  publicUrl: URL;
  mailer: Mailer | null;
  /** Null: people sign in with a password. */
  identityProvider?: IdentityProviderSettings | null | undefined;
  reCheckIntervalMs?: number | null | undefined;
  lastBackup?: ServiceDeps["server"]["lastBackup"] | undefined;
  newOrganizations?: ServiceDeps["newOrganizations"] | undefined;
  /** Null once an owner exists: then nothing matches it. */
  setupToken: string | null;
  /** Milliseconds since the epoch. */
  clock?: (() => number) | undefined;
  limits?: CheckLimits | undefined;
  /** Of one organization, by all servers together. */
  checksPerMinuteMax?: number | undefined;
};

/** Probes send no credential, so they may come as fast as somebody types. */
const probeLimits: CheckLimits = { ...checkLimits, runningPerOrganizationMax: 2 };
const probesPerMinuteMax = 30;
const checksPerMinuteMax = 10;

/** With one token, which many machines may share; a report can be a quarter of a megabyte. */
export const workerChecksPerHourMax = 300;

const hourMs = 3_600_000;

export function createDeps(foundations: Foundations): ServiceDeps {
  const { store, vault, auth, egress, serverIdentity, log, publicUrl, mailer, setupToken } =
    foundations;
  const clock = foundations.clock ?? Date.now;
  const counterKey = createCounterKey(vault.instanceSecret("attempt-counters").reveal());
  const limitOf = (rule: WindowRule) =>
    createWindowLimit(clock, store.attemptCounters, counterKey, rule);
  const indexes = createOrganizationIndexes(store.patterns);
  const background = createBackground(log);
  return {
    store,
    vault,
    auth,
    egress,
    serverIdentity,
    log,
    publicUrl,
    mailer,
    resetLimits: {
      account: limitOf({ name: "reset account", max: 3, windowMs: hourMs }),
      network: limitOf({ name: "reset network", max: 20, windowMs: hourMs }),
    },
    alertTestLimit: limitOf({ name: "alert test", max: 10, windowMs: 60_000 }),
    clock,
    random: Math.random,
    throttle: createSignInThrottle(clock, store.attemptCounters, counterKey),
    devices: createDeviceCookies({
      secret: vault.instanceSecret("device-cookie").reveal(),
      https: publicUrl.protocol === "https:",
    }),
    identityProvider: identityProviderOf(foundations),
    attempts: createAttemptCookies(vault, { https: publicUrl.protocol === "https:" }),
    singleSignOnLimit: limitOf({ name: "single sign-on", max: 60, windowMs: 600_000 }),
    newOrganizations: foundations.newOrganizations ?? "owners",
    server: {
      startedAt: clock(),
      reCheckIntervalMs: foundations.reCheckIntervalMs ?? null,
      lastBackup: foundations.lastBackup ?? (() => Promise.resolve(null)),
    },
    setupToken: createSetupToken(setupToken),
    checkPace: {
      queue: createCheckQueue(foundations.limits ?? checkLimits),
      minute: limitOf({
        name: "checks",
        max: foundations.checksPerMinuteMax ?? checksPerMinuteMax,
        windowMs: 60_000,
      }),
    },
    probePace: {
      queue: createCheckQueue(probeLimits),
      minute: limitOf({ name: "probes", max: probesPerMinuteMax, windowMs: 60_000 }),
    },
    workerCheckLimit: limitOf({
      name: "worker checks",
      max: workerChecksPerHourMax,
      windowMs: hourMs,
    }),
    supportCheckLimit: limitOf({ name: "support checks", max: 5, windowMs: 60_000 }),
    liveChecks: createLiveChecks(),
    indexes,
    knownOrganizations: createKnownOrganizations(store, indexes),
    pullCredentials: createPullCredentials(clock),
    tokenUses: createTokenUses(clock),
    wrongNetworks: createWrongNetworks(store.audit, clock),
    visitLooks: createVisitLooks(store, background),
    background,
    metrics: createMetrics(),
  };
}

function identityProviderOf({ identityProvider, egress }: Foundations): IdentityProvider | null {
  if (identityProvider === null || identityProvider === undefined) return null;
  const owner = { organizationId: "", registryId: "identity-provider" };
  return createIdentityProvider(identityProvider, egress.transportFor(owner));
}

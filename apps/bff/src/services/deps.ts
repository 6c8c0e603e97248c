import type { AttemptCookies } from "../auth/attempt-cookie.ts";
import type { Auth } from "../auth/auth.ts";
import type { IdentityProvider } from "../auth/identity-provider.ts";
import type { DeviceCookies } from "../auth/device-cookie.ts";
import type { WindowLimit } from "../auth/window-limit.ts";
import type { ServerIdentity } from "../aws/server-identity.ts";
import type { SignInThrottle } from "../auth/sign-in-throttle.ts";
import type { Egress } from "../egress/create-egress.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Logger } from "../log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Store } from "../store/store.ts";
import type { Vault } from "../vault/vault.ts";
import type { Background } from "./background.ts";
import type { CheckPace } from "./checks/check-pace.ts";
import type { LiveChecks } from "./checks/live-checks.ts";
import type { OrganizationIndexes } from "./matching/organization-index.ts";
import type { KnownOrganizations } from "./broker/known-organizations.ts";
import type { PullCredentials } from "./broker/pull-credentials.ts";
import type { VisitLooks } from "./support-staff/visit-looks.ts";
import type { SetupToken } from "./session/setup-token.ts";
import type { TokenUses } from "./worker-tokens/token-uses.ts";
import type { WrongNetworks } from "./worker-tokens/wrong-networks.ts";

export type ServerFacts = {
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds between two re-checks of a registry; null: none. */
  reCheckIntervalMs: number | null;
  /** When the database was last backed up by the operator's command, in milliseconds; null where nothing is noted. */
  lastBackup: () => Promise<number | null>;
};

/** What services are built on. One set for the life of the process. */
export type ServiceDeps = {
  store: Store;
  vault: Vault;
  auth: Auth;
  throttle: SignInThrottle;
  devices: DeviceCookies;
  /** Null where people sign in with a password alone. */
  identityProvider: IdentityProvider | null;
  attempts: AttemptCookies;
  /** How often one network may have the identity provider asked. */
  singleSignOnLimit: WindowLimit;
  /** Who may create another organization. */
  newOrganizations: "owners" | "nobody";
  setupToken: SetupToken;
  egress: Pick<Egress, "transportFor" | "judgeHost" | "tryHost" | "settings">;
  serverIdentity: ServerIdentity;
  checkPace: CheckPace;
  /** Probes of addresses send no credential, so they have a queue of their own. */
  probePace: CheckPace;
  /** How many checks one person of Support may start in one organization. */
  supportCheckLimit: WindowLimit;
  workerCheckLimit: WindowLimit;
  liveChecks: LiveChecks;
  indexes: OrganizationIndexes;
  knownOrganizations: KnownOrganizations;
  pullCredentials: PullCredentials;
  tokenUses: TokenUses;
  wrongNetworks: WrongNetworks;
  visitLooks: VisitLooks;
  /** Null where Berth has no mail server. */
  mailer: Mailer | null;
  /** How often mails to set a new password may be asked for. */
  resetLimits: { account: WindowLimit; network: WindowLimit };
  /** How often an organization may try its channels for alerts. */
  alertTestLimit: WindowLimit;
  background: Background;
  metrics: Metrics;
  log: Logger;
  /** What this server was started with and when, for the page about it. */
  server: ServerFacts;
  /** Where people and workers reach Berth. */
  publicUrl: URL;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** 0 to 1, for spreading things out; decides nothing that has to be secret. */
  random: () => number;
};

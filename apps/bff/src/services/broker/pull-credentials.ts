import type { ImageReference } from "@berth/image-pattern";
import {
  coversHost,
  issuePair,
  issuePullCredential,
  systemClock,
  tokenBesideStored,
  type IssuedPair,
  type IssuedPullCredential,
  type PullCredential,
  type RememberedChallenge,
} from "@berth/registry-client";
import type { ServerIdentity } from "../../aws/server-identity.ts";
import type { Egress } from "../../egress/create-egress.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import type { Registry } from "../../store/rows.ts";
import { createBoundedMap } from "../bounded-map.ts";
import type { Background } from "../background.ts";
import { inSpan } from "../../tracing.ts";
import { connectionOf, credentialOf } from "../registries/connection.ts";
import { savedForm } from "../registries/saved-form.ts";
import { openSecret, type OpeningContext } from "../secrets/open.ts";
import { createKeptCredentials, type Minted } from "./kept-credentials.ts";
import { isPassing, type Obtained } from "./obtained.ts";
import { createWaitingRoom } from "./waiting-room.ts";

/** On whose behalf: the organization, its secrets and the way out. */
export type AskingContext = OpeningContext & {
  egress: Pick<Egress, "transportFor">;
  serverIdentity: ServerIdentity;
  background: Pick<Background, "run">;
  metrics: Pick<Metrics, "mintFailed">;
};

/**
 * Obtains what a worker gets. Short-lived credentials are kept in memory; stored secrets never are.
 * Rejects with `credential_unreadable` where the stored secret can't be opened.
 */
export type PullCredentials = {
  /** The narrowest there is for one image. */
  forImage(ctx: AskingContext, registry: Registry, image: ImageReference): Promise<Obtained>;
  /** A user name and secret for a whole host, for carriers that take no bearer or name no image. */
  forHost(ctx: AskingContext, registry: Registry, host: string): Promise<Obtained>;
  /** Drops what was obtained with a registry's secret. */
  forget(registryId: string): void;
};

/** `stored`: the registry gives nothing shorter. The secret itself is opened anew each time. */
type Keepable =
  | Extract<PullCredential, { kind: "token" | "none" }>
  | (Extract<PullCredential, { kind: "pair" }> & { stored: false })
  | { kind: "stored" };

type KnownChallenge = {
  challenge: RememberedChallenge;
  /** When to ask for it anew. */ until: number;
};

/** How long to believe that a registry asks for no sign-in, or gives nothing short-lived. */
const noneMs = 60_000;
const storedMs = 10 * 60_000;
const challengesMax = 10_000;
/** A registry may sign clients in otherwise one day, and a token of the old kind is refused only at the pull. */
const challengeMs = 3_600_000;

/** This server has 1,000 pulls under way at most: a slow registry, or an organization of slow ones, leaves some to others. */
const waitingMax = { perRegistry: 400, perOrganization: 800 };

export function createPullCredentials(clock: () => number): PullCredentials {
  const kept = createKeptCredentials<Keepable>(clock);
  const challenges = createBoundedMap<KnownChallenge>(challengesMax);
  const room = createWaitingRoom(waitingMax);

  const obtain = async (
    ctx: AskingContext,
    registry: Registry,
    place: { base: string; key: string },
    issue: () => Promise<IssuedPullCredential | IssuedPair>,
  ): Promise<Obtained> => {
    const found = await kept.get({
      key: place.key,
      upstream: place.base,
      mint: () =>
        inSpan("broker.mint", spanOf(registry), async (span) => {
          const minted = toMinted(await issue(), clock());
          span.setAttributes({ "berth.mint.outcome": mintOutcome(minted) });
          if (!minted.ok) {
            ctx.metrics.mintFailed({ type: registry.type, passing: minted.passing });
          }
          return minted;
        }),
      enter: () => room.enter({ registryId: registry.id, organizationId: registry.organizationId }),
      later: (work) => ctx.background.run("renewing a pull credential", work),
    });
    if (found.kind !== "value") return found;
    const { value } = found;
    const credential = value.kind === "stored" ? await storedPair(ctx, registry) : value;
    return { kind: "credential", credential };
  };

  return {
    async forImage(ctx, registry, image) {
      const base = baseOf(registry, image.host);
      const issue = (from: "type" | "registry") => async () => {
        const asking = await askingOf(ctx, registry, image.host);
        const found = challenges.get(base);
        const known = found === undefined || clock() >= found.until ? null : found;
        const input = { ...asking, image, known: known?.challenge ?? null };
        const issued = await issuePullCredential(input, from);
        if (issued.ok && issued.remembered !== null) {
          challenges.set(base, {
            challenge: issued.remembered,
            until: known?.until ?? clock() + challengeMs,
          });
        }
        return issued;
      };
      const own = { base, key: `${base} ${image.path}` };
      const { type } = registry;
      const place = coversHost(type) ? { base, key: `${base} *` } : own;
      const obtained = await obtain(ctx, registry, place, issue("type"));
      return isStored(obtained) && tokenBesideStored(type)
        ? await obtain(ctx, registry, own, issue("registry"))
        : obtained;
    },
    async forHost(ctx, registry, host) {
      const base = baseOf(registry, host);
      return await obtain(ctx, registry, { base, key: `${base} *` }, async () =>
        issuePair({ ...(await askingOf(ctx, registry, host)), host }),
      );
    },
    forget(registryId) {
      kept.forget(`${registryId} `);
      for (const key of challenges.keys()) {
        if (key.startsWith(`${registryId} `)) challenges.delete(key);
      }
    },
  };
}

function isStored(obtained: Obtained): boolean {
  return (
    obtained.kind === "credential" &&
    obtained.credential.kind === "pair" &&
    obtained.credential.stored
  );
}

function spanOf({ id, type }: Registry) {
  return { "berth.registry_id": id, "berth.registry_type": type };
}

function mintOutcome(minted: Minted<Keepable>): string {
  if (minted.ok) return minted.value.kind;
  return minted.passing ? "unavailable" : "rejected";
}

/** The version of the secret is part of it: what an older one obtained is never handed out. */
function baseOf({ id, secret }: Registry, host: string): string {
  return `${id} ${secret?.version ?? 0} ${host}`;
}

async function askingOf(ctx: AskingContext, registry: Registry, host: string) {
  const form = savedForm(registry);
  const { secret } = await openSecret(ctx, form.type, registry);
  return {
    registry: connectionOf(form, registry.name, host),
    credential: credentialOf(ctx, form, secret),
    transport: ctx.egress.transportFor({
      organizationId: ctx.organization.id,
      registryId: registry.id,
    }),
    clock: systemClock,
  };
}

async function storedPair(ctx: AskingContext, registry: Registry): Promise<PullCredential> {
  const form = savedForm(registry);
  const opened = await openSecret(ctx, form.type, registry);
  const { username, secret } = credentialOf(ctx, form, opened.secret);
  return { kind: "pair", username, secret, stored: true, expiresAt: null };
}

function toMinted(issued: IssuedPullCredential | IssuedPair, now: number): Minted<Keepable> {
  if (!issued.ok) {
    const { diagnosis, retryAfterMs } = issued;
    // One that ends with what the registry said has no full stop, and more follows here.
    const symptom = diagnosis.symptom.replace(/”$/, "”.");
    const ofSecret = diagnosis.outcome === "bad_credential" || diagnosis.outcome === "expired";
    return { ok: false, passing: isPassing(diagnosis), ofSecret, symptom, retryAfterMs };
  }
  const { credential } = issued;
  if (credential.kind === "none") return { ok: true, value: credential, expiresAt: now + noneMs };
  if (credential.kind === "token") {
    return { ok: true, value: credential, expiresAt: credential.expiresAt };
  }
  if (credential.stored) {
    return { ok: true, value: { kind: "stored" }, expiresAt: now + storedMs };
  }
  const value = { ...credential, stored: false } as const;
  return { ok: true, value, expiresAt: credential.expiresAt };
}

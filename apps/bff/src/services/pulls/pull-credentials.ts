import type { ImageReference } from "@berth/image-pattern";
import {
  issuePullCredential,
  systemClock,
  type IssuedPullCredential,
  type RememberedChallenge,
} from "@berth/registry-client";
import type { Egress } from "../../egress/create-egress.ts";
import type { Registry } from "../../store/rows.ts";
import { connectionOf, credentialOf } from "../registries/connection.ts";
import { savedForm } from "../registries/saved-form.ts";
import { openSecret, type OpeningContext } from "../secrets/open.ts";

/** On whose behalf: the organization, its secrets and the way out. */
export type AskingContext = OpeningContext & { egress: Pick<Egress, "transportFor"> };

export type Asked = { registry: Registry; image: ImageReference };

/**
 * Obtains what a worker gets. Short-lived tokens are kept in memory below their own life and asked for
 * once however many workers want them; stored secrets are never kept.
 */
export type PullCredentials = {
  obtain(ctx: AskingContext, asked: Asked): Promise<IssuedPullCredential>;
  /** Drops what was obtained with a registry's secret. */
  forget(registryId: string): void;
};

type Kept = { registryId: string; issued: IssuedPullCredential; until: number };

const keptMax = 10_000;
/** A token is handed out only while a pull can still be made with it. */
const remainingMsMin = 60_000;

export function createPullCredentials(clock: () => number): PullCredentials {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<IssuedPullCredential>>();
  const challenges = new Map<string, RememberedChallenge>();

  const ask = async (ctx: AskingContext, asked: Asked, key: string, challengeKey: string) => {
    const known = challenges.get(challengeKey) ?? null;
    const issued = await issue(ctx, asked, known);
    if (!issued.ok) return issued;
    if (issued.remembered !== null) remember(challenges, challengeKey, issued.remembered);
    const { credential } = issued;
    const ends = credential.kind === "none" ? null : credential.expiresAt;
    if (ends !== null) {
      remember(kept, key, {
        registryId: asked.registry.id,
        issued,
        until: ends - remainingMsMin,
      });
    }
    return issued;
  };

  return {
    async obtain(ctx, asked) {
      const { registry, image } = asked;
      // The version of the secret is part of the key: what an older one obtained is never handed out.
      const challengeKey = `${registry.id} ${registry.secret?.version ?? 0} ${image.host}`;
      const key = `${challengeKey} ${image.path}`;
      const found = kept.get(key);
      if (found !== undefined && found.until > clock()) return found.issued;
      kept.delete(key);
      const running = underWay.get(key);
      if (running !== undefined) return await running;
      const started = ask(ctx, asked, key, challengeKey).finally(() => underWay.delete(key));
      underWay.set(key, started);
      return await started;
    },
    forget(registryId) {
      for (const [key, one] of kept) if (one.registryId === registryId) kept.delete(key);
      for (const key of challenges.keys()) {
        if (key.startsWith(`${registryId} `)) challenges.delete(key);
      }
    },
  };
}

async function issue(
  ctx: AskingContext,
  { registry, image }: Asked,
  known: RememberedChallenge | null,
): Promise<IssuedPullCredential> {
  const form = savedForm(registry);
  const { secret } = await openSecret(ctx, form.type, registry);
  return await issuePullCredential({
    image,
    registry: connectionOf(form, registry.name, image.host),
    credential: credentialOf(form.type, form.settings, secret),
    transport: ctx.egress.transportFor({
      organizationId: ctx.organization.id,
      registryId: registry.id,
    }),
    clock: systemClock,
    known,
  });
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > keptMax && oldest.done !== true) map.delete(oldest.value);
}

import type { RememberedChallenge } from "../check-event.ts";
import { admitChallenge, type UsableChallenge } from "./learn-challenge.ts";
import type { Run } from "./run.ts";

/** What to keep of a challenge for the next re-check; nothing of one that echoes the secret, since it is kept in plain. */
export function rememberChallenge(
  run: Run,
  challenge: UsableChallenge,
): RememberedChallenge | null {
  if (challenge.scheme === "basic") return { scheme: "basic" };
  const { realm, service, scope } = challenge;
  const told = [realm.href, service ?? "", scope ?? ""];
  if (told.some((text) => run.redactor.redact(text) !== text)) return null;
  return {
    scheme: "bearer",
    realm: realm.href,
    ...(service === null ? {} : { service }),
    ...(scope === null ? {} : { scope, path: run.input.image.path }),
  };
}

/**
 * A remembered challenge, made usable again. It goes through the realm rule as a new one would: the
 * rule may have become stricter since. The scope counts for its own repository only.
 */
export function recallChallenge(run: Run, known: RememberedChallenge): UsableChallenge | null {
  if (known.scheme === "basic") return { scheme: "basic" };
  return admitChallenge(run, {
    scheme: "bearer",
    realm: known.realm ?? "",
    service: known.service ?? null,
    scope: known.path === run.input.image.path ? (known.scope ?? null) : null,
  });
}

import type { Challenge } from "./challenge.ts";

/** What a registry asks for: its own Basic, or a token from `realm`. */
export type ChosenChallenge =
  | { scheme: "basic" }
  | { scheme: "bearer"; realm: string; service: string | null; scope: string | null };

export type ChallengeChoice =
  | { ok: true; chosen: ChosenChallenge }
  | {
      ok: false;
      code: "none" | "unsupported" | "realm-missing" | "conflicting-realms";
      message: string;
    };

/**
 * Picks the challenge to answer: Bearer before Basic, the first Bearer of several that agree.
 * Several that name different realms are refused rather than tried in turn: which of them gets
 * the secret must not depend on the order a stranger put them in.
 */
export function chooseChallenge(challenges: readonly Challenge[]): ChallengeChoice {
  const bearers = challenges.filter((challenge) => challenge.scheme === "bearer");
  const [first] = bearers;
  if (first !== undefined) {
    const realm = first.parameters.get("realm") ?? "";
    if (bearers.some((bearer) => (bearer.parameters.get("realm") ?? "") === "")) {
      return refuse("realm-missing", "A Bearer challenge names no token address.");
    }
    if (bearers.some((bearer) => bearer.parameters.get("realm") !== realm)) {
      return refuse("conflicting-realms", "Two Bearer challenges name different token addresses.");
    }
    const service = first.parameters.get("service") ?? null;
    const scope = first.parameters.get("scope") ?? null;
    return { ok: true, chosen: { scheme: "bearer", realm, service, scope } };
  }
  if (challenges.some((challenge) => challenge.scheme === "basic")) {
    return { ok: true, chosen: { scheme: "basic" } };
  }
  if (challenges.length === 0) return refuse("none", "The answer asks for no way of signing in.");
  return refuse("unsupported", "The registry offers neither Basic nor Bearer.");
}

function refuse(
  code: Exclude<ChallengeChoice, { ok: true }>["code"],
  message: string,
): ChallengeChoice {
  return { ok: false, code, message };
}

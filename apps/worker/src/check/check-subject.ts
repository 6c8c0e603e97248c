import type { WorkerPullAnswer } from "@berth/api-contract";
import {
  signIns,
  type CheckRegistry,
  type Credential,
  type Transport,
} from "@berth/registry-client";
import { workerIdentity } from "../aws/worker-identity.ts";
import { listedRealms } from "../proxy/answer-challenge.ts";
import type { Credential as HandedOut } from "../pull/credential.ts";
import type { OwnRole } from "../aws/sign-in-as-itself.ts";
import type { Settings } from "../settings.ts";

/** What a check is made with: the registry as far as a worker knows it, and what signs in. */
export type CheckSubject = { registry: CheckRegistry; credential: Credential | null };

/** With what Berth handed out: it is used as it is, and the registry's type says what the answers mean. */
export function handedOutSubject(
  host: string,
  handedOut: HandedOut,
  answer: WorkerPullAnswer,
  settings: Settings,
): CheckSubject {
  const registry = registryOf(host, answer, settings);
  return {
    registry: { ...registry, handedOut: true },
    credential: toCheckCredential(handedOut, answer),
  };
}

/** With this machine's own role, whose sign-in is then one of the steps. */
export function ownRoleSubject(
  host: string,
  { type, settings: said }: OwnRole,
  {
    answer,
    settings,
    transport,
  }: { answer: WorkerPullAnswer; settings: Settings; transport: Transport },
): CheckSubject {
  return {
    registry: { ...registryOf(host, answer, settings), type },
    credential: {
      username: "",
      secret: "",
      settings: said,
      ownAws: workerIdentity(settings.environment, transport),
    },
  };
}

function registryOf(host: string, { match }: WorkerPullAnswer, settings: Settings): CheckRegistry {
  const known = signIns.some(({ type }) => type === match?.type);
  return {
    // A Berth that is older than this worker names no type, and a newer one may name another.
    type: known ? (match?.type ?? "standard") : "standard",
    name: match?.registry ?? null,
    scheme: settings.insecureRegistries.has(host) ? "http" : "https",
    hostRule: { kind: "exact", hosts: [host] },
    realmRule: { sameOrigin: true, urls: [...(listedRealms[host] ?? [])], pinnedOrigins: [] },
    // There a GET counts as a pull.
    headOnly: host === "docker.io",
    userNameRule: "Berth handed out this credential.",
  };
}

function toCheckCredential(
  credential: HandedOut,
  { scope, expiresAt }: WorkerPullAnswer,
): Credential | null {
  if (credential === null) return null;
  if (!("token" in credential)) {
    return { username: credential.username, secret: credential.password };
  }
  const { token } = credential;
  const until = expiresAt === null ? Date.now() : Date.parse(expiresAt);
  return { username: "", secret: token, bearer: { scope: scope ?? "", expiresAt: until } };
}

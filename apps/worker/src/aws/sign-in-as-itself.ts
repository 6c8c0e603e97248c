import type { WorkerPullAnswer } from "@berth/api-contract";
import { issuePair, systemClock } from "@berth/registry-client";
import { openCheckTransport } from "../check/check-transport.ts";
import type { Settings } from "../settings.ts";
import { workerIdentity } from "./worker-identity.ts";

export type OwnRole = Extract<
  NonNullable<WorkerPullAnswer["credential"]>,
  { ownRole: unknown }
>["ownRole"];

export type SignedIn =
  | { ok: true; username: string; password: string; expiresAt: number | null }
  | { ok: false; message: string };

/**
 * Signs in to a registry with the identity that this machine has in the vendor's cloud, as Berth said that
 * the registry's admin wants it. Berth is neither asked nor told: what comes of it stays on this machine.
 */
export async function signInAsItself(
  host: string,
  { type, settings: said }: OwnRole,
  settings: Settings,
  signal: AbortSignal,
): Promise<SignedIn> {
  if (type !== "aws-ecr") {
    const message = `This berth-worker can't sign in to a registry of type ${type} by itself. A newer one may.`;
    return { ok: false, message };
  }
  const { transport, close } = await openCheckTransport(settings, host);
  try {
    const issued = await issuePair({
      host,
      registry: {
        type,
        name: null,
        scheme: "https",
        hostRule: { kind: "exact", hosts: [host] },
        realmRule: { sameOrigin: false, urls: [], pinnedOrigins: [] },
        headOnly: false,
        userNameRule: "",
      },
      credential: {
        username: "",
        secret: "",
        settings: said,
        ownAws: workerIdentity(settings.environment, transport),
      },
      transport,
      clock: systemClock,
      signal,
    });
    if (issued.ok) {
      const { username, secret, expiresAt } = issued.credential;
      return { ok: true, username, password: secret, expiresAt };
    }
    const { symptom, remedies } = issued.diagnosis;
    return { ok: false, message: [symptom, remedies[0] ?? ""].join(" ").trim() };
  } finally {
    await close();
  }
}

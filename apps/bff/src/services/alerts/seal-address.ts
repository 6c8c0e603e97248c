import { randomBytes } from "node:crypto";
import type { AlertChannel, SealedFields } from "../../store/rows.ts";
import { withSecret } from "../../vault/secret.ts";
import type { MemberContext } from "../context.ts";
import { orSealed } from "../secrets/sealed.ts";
import { channelPlace } from "./channel-place.ts";

/** Seals the address of a webhook and, where its requests are signed, a new signing secret beside it. */
export async function sealAddress(
  { vault }: Pick<MemberContext, "vault">,
  channel: Pick<AlertChannel, "organizationId" | "id" | "kind" | "host">,
  { url, version }: { url: string; version: number },
): Promise<{ fields: SealedFields; signingSecret: string | null }> {
  const place = channelPlace(channel, version);
  const seal = (field: string, text: string) =>
    orSealed(
      withSecret(Buffer.from(text, "utf8"), (plaintext) =>
        vault.seal({ ...place, field }, plaintext),
      ),
    );
  const address = await seal("url", url);
  if (channel.kind !== "webhook") return { fields: { url: address }, signingSecret: null };
  const signingSecret = `brth_s_${randomBytes(32).toString("base64url")}`;
  return {
    fields: { url: address, signingSecret: await seal("signingSecret", signingSecret) },
    signingSecret,
  };
}

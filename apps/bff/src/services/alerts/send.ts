import { TransportError, type TransportErrorCode } from "@berth/registry-client";
import type { AlertChannel, AlertEvent, Organization } from "../../store/rows.ts";
import { VaultError } from "../../vault/vault-error.ts";
import type { ServiceDeps } from "../deps.ts";
import { sendMail } from "../mail/send.ts";
import { channelPlace } from "./channel-place.ts";
import { alertMessage, type AlertMessage } from "./message.ts";
import { slackBody, webhookBody } from "./payload.ts";
import { signatureOf } from "./signature.ts";

export type SendingDeps = Pick<
  ServiceDeps,
  "store" | "vault" | "egress" | "mailer" | "log" | "clock" | "publicUrl"
>;

/** `outcome` is shown to people and never quotes an answer: what a stranger's server says can be anything. */
export type Sent = { ok: boolean; outcome: string; retryAfterMs?: number | undefined };

export type Sending = {
  organization: Organization;
  channel: AlertChannel;
  deliveryId: string;
  /** Null for a test. */
  event: AlertEvent | null;
  recipient: string;
  signal?: AbortSignal | undefined;
};

/** Tells one event to one channel, or to one address of it, and says what came of it. Throws nothing expected. */
export async function sendAlert(deps: SendingDeps, sending: Sending): Promise<Sent> {
  const { organization, event, channel } = sending;
  const message = alertMessage(event, { organization, publicUrl: deps.publicUrl });
  return channel.kind === "email"
    ? await sendAsMail(deps, sending, message)
    : await sendToWebhook(deps, sending, message);
}

async function sendAsMail(
  deps: SendingDeps,
  { organization, channel, recipient }: Sending,
  { title, text, url }: AlertMessage,
): Promise<Sent> {
  const outcome = await sendMail(deps, {
    to: recipient,
    subject: `${title} (${organization.name})`,
    text: `${title}.

${text}

${url}

You get this because this address stands in the alert channel '${channel.name}' of ${organization.name} in Berth. An admin there can change it.
`,
  });
  return {
    sent: { ok: true, outcome: "The mail server took it." },
    failed: { ok: false, outcome: "The mail server did not take it; the server's log says why." },
    off: { ok: false, outcome: "This Berth has no mail server." },
  }[outcome];
}

async function sendToWebhook(
  deps: SendingDeps,
  { organization, channel, deliveryId, event, signal }: Sending,
  message: AlertMessage,
): Promise<Sent> {
  const { organizationId, id } = channel;
  const sealed = await deps.store.alerts.secret(organizationId, id);
  const place = channelPlace(channel, channel.secretVersion);
  const open = async <Result>(field: string, use: (text: Buffer) => Result): Promise<Result> => {
    const record = sealed[field];
    if (record === undefined) throw new VaultError("credential_unreadable", `no ${field} of ${id}`);
    return await deps.vault.withSecret({ ...place, field }, record, use);
  };
  try {
    const at = deps.clock();
    const signed = channel.kind === "webhook";
    const body = signed
      ? webhookBody({ deliveryId, event, message, organization, at })
      : slackBody(message, organization);
    const signature = signed
      ? await open("signingSecret", (secret) => signatureOf(secret, body, at))
      : null;
    const url = await open("url", (text) => text.toString("utf8"));
    const answer = await deps.egress.transportFor({ organizationId, registryId: id })({
      method: "POST",
      url,
      headers: {
        "content-type": "application/json",
        ...(signature === null
          ? {}
          : { "berth-signature": signature, "berth-delivery": deliveryId }),
      },
      body,
      bodyBytesMax: 64 * 1024,
      signal,
    });
    const ok = answer.status >= 200 && answer.status < 300;
    const outcome = `${channel.host ?? "The address"} answered ${answer.status}.`;
    return { ok, outcome, retryAfterMs: ok ? undefined : retryAfter(answer.headers) };
  } catch (err) {
    if (err instanceof TransportError) {
      // Berth is ending: the delivery is tried again, without counting this attempt.
      if (err.code === "aborted") throw err;
      return { ok: false, outcome: `${channel.host ?? "The address"} ${notReached(err.code)}` };
    }
    if (err instanceof VaultError) {
      return {
        ok: false,
        outcome: "The stored address can't be opened. Enter the address of this channel again.",
      };
    }
    throw err;
  }
}

function notReached(code: TransportErrorCode): string {
  if (code === "refused-by-policy" || code === "bad-host") {
    return "is not an address that this installation may reach.";
  }
  if (code.startsWith("dns-")) return "was not found by DNS.";
  if (code.startsWith("tls-") || code === "http-only")
    return "has a certificate that can't be trusted.";
  if (code.includes("timeout")) return "did not answer in time.";
  if (code === "connect-refused") return "refused the connection.";
  return "gave no answer that can be used.";
}

const retryAfterMaxMs = 6 * 3_600_000;

function retryAfter(headers: readonly [string, string][]): number | undefined {
  const [, value = ""] = headers.find(([name]) => name === "retry-after") ?? [];
  return /^\d{1,6}$/.test(value) ? Math.min(Number(value) * 1000, retryAfterMaxMs) : undefined;
}

import {
  alertChannelsMax,
  managers,
  type AlertChannelCreate,
  type AlertChannelSaved,
} from "@berth/api-contract";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { readAddress } from "./read-address.ts";
import { sealAddress } from "./seal-address.ts";
import { channelView } from "./views.ts";

/** The answer is the only place where the signing secret ever stands. */
export async function createAlertChannel(
  ctx: MemberContext,
  input: AlertChannelCreate,
): Promise<AlertChannelSaved> {
  requireRole(ctx, managers);
  const at = ctx.clock();
  const id = newId("alc", at);
  const organizationId = ctx.organization.id;
  const { name, kind } = input;
  const events = [...new Set(input.events)];
  if (input.kind === "email" && ctx.mailer === null) throw noMailServer();
  const recipients = input.kind === "email" ? [...new Set(input.recipients)] : [];
  const address = input.kind === "email" ? null : readAddress(ctx, input.secretUrl);
  const host = address?.host ?? null;
  const { fields, signingSecret } =
    address === null
      ? { fields: {}, signingSecret: null }
      : await sealAddress(
          ctx,
          { organizationId, id, kind, host },
          { url: address.url, version: 1 },
        );
  const result = await ctx.store.alerts.createChannel({
    channel: { organizationId, id, name, kind, recipients, host, events, createdAt: at },
    secret: fields,
    max: alertChannelsMax,
    audit: auditEntry(
      ctx,
      "alert-channel.create",
      { kind: "alert-channel", id, name },
      newFields({ name, channelKind: kind, recipients, host, events }),
    ),
  });
  if (!result.ok) {
    throw validationFailed(
      [],
      `There are ${alertChannelsMax} channels already. Delete one that nobody needs.`,
    );
  }
  return { channel: channelView(result.channel), signingSecret };
}

function noMailServer() {
  return validationFailed([
    {
      path: "kind",
      message:
        "This Berth has no mail server, so it can't send e-mail. Whoever runs Berth here can set one (BERTH_SMTP_URL).",
    },
  ]);
}

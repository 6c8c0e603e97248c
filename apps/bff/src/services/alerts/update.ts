import { managers, type AlertChannelSaved, type AlertChannelUpdate } from "@berth/api-contract";
import type { AlertChannel } from "../../store/rows.ts";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, notFound, validationFailed } from "../errors.ts";
import { readAddress } from "./read-address.ts";
import { sealAddress } from "./seal-address.ts";
import { channelView } from "./views.ts";

/** A new address gets a new signing secret: the old one is known to whoever received under the old address. */
export async function updateAlertChannel(
  ctx: MemberContext,
  id: string,
  { version, secretUrl, ...wanted }: AlertChannelUpdate,
): Promise<AlertChannelSaved> {
  requireRole(ctx, managers);
  const organizationId = ctx.organization.id;
  const before = await ctx.store.alerts.channel(organizationId, id);
  if (before === null) throw notFound();
  refuseForeign(before, { secretUrl, ...wanted });
  const address = secretUrl === undefined ? null : readAddress(ctx, secretUrl);
  const change = {
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    ...(wanted.paused === undefined ? {} : { paused: wanted.paused }),
    ...(wanted.events === undefined ? {} : { events: [...new Set(wanted.events)] }),
    ...(wanted.recipients === undefined ? {} : { recipients: [...new Set(wanted.recipients)] }),
    ...(address === null ? {} : { host: address.host }),
  };
  const sealed =
    address === null
      ? null
      : await sealAddress(
          ctx,
          { ...before, host: address.host },
          { url: address.url, version: before.secretVersion + 1 },
        );
  const result = await ctx.store.alerts.updateChannel({
    organizationId,
    id,
    version,
    change,
    secret: sealed?.fields,
    audit: auditEntry(
      ctx,
      "alert-channel.update",
      { kind: "alert-channel", id, name: change.name ?? before.name },
      [
        ...changedFields<Record<string, unknown>>(before, change),
        ...(sealed === null ? [] : [{ field: "address", before: null, after: "replaced" }]),
      ],
    ),
  });
  if (result.ok) {
    return {
      channel: channelView(result.channel),
      signingSecret: sealed?.signingSecret ?? null,
    };
  }
  if (result.reason === "not_found") throw notFound();
  throw new AppError("conflict", "Somebody changed this channel meanwhile. Nothing was saved.");
}

function refuseForeign(
  { kind }: AlertChannel,
  { recipients, secretUrl }: Pick<AlertChannelUpdate, "recipients" | "secretUrl">,
): void {
  if (kind === "email" && secretUrl !== undefined) {
    throw validationFailed([{ path: "secretUrl", message: "An e-mail channel has no address." }]);
  }
  if (kind !== "email" && recipients !== undefined) {
    throw validationFailed([{ path: "recipients", message: "Only e-mail has recipients." }]);
  }
}

import type { AlertChannelView, AlertDeliveryView } from "@berth/api-contract";
import type { AlertChannel, AlertDelivery } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";
import { alertTitle } from "./message.ts";

export function channelView(channel: AlertChannel): AlertChannelView {
  const { id, name, kind, recipients, host, events, paused, version, lastDelivery } = channel;
  return {
    id,
    name,
    kind,
    recipients,
    host,
    events,
    paused,
    version,
    createdAt: iso(channel.createdAt),
    lastDelivery: lastDelivery === null ? null : deliveryView(lastDelivery),
  };
}

export function deliveryView(delivery: AlertDelivery): AlertDeliveryView {
  const { id, channel, event, recipient, state, attempts, outcome } = delivery;
  return {
    id,
    channel,
    kind: event?.kind ?? null,
    title: alertTitle(event),
    recipient: recipient === "" ? null : recipient,
    state,
    attempts,
    outcome,
    createdAt: iso(delivery.createdAt),
    lastAttemptAt: isoOrNull(delivery.lastAttemptAt),
    nextAttemptAt: isoOrNull(delivery.nextAttemptAt),
  };
}

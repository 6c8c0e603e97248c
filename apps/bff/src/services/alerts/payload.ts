import type { AlertEvent, Organization } from "../../store/rows.ts";
import { iso } from "../time.ts";
import type { AlertMessage } from "./message.ts";

/** The body of a signed webhook, as `docs/alerts.md` describes it. */
export function webhookBody(facts: {
  deliveryId: string;
  event: AlertEvent | null;
  message: AlertMessage;
  organization: Organization;
  at: number;
}): string {
  const { deliveryId, event, message, organization, at } = facts;
  return JSON.stringify({
    // The same at every attempt: a receiver that has seen it can leave it.
    id: deliveryId,
    event: event?.id ?? null,
    type: event?.kind ?? "test",
    at: iso(event?.at ?? at),
    organization: { slug: organization.slug, name: organization.name },
    subject: event === null ? null : { id: event.subject.id, name: event.subject.name },
    ...(event?.facts.endsAt === undefined ? {} : { endsAt: iso(event.facts.endsAt) }),
    ...(event?.facts.images === undefined ? {} : { images: event.facts.images }),
    title: message.title,
    text: message.text,
    url: message.url,
  });
}

/** What Slack, Mattermost and Teams' compatible webhooks take. */
export function slackBody({ title, text, url }: AlertMessage, organization: Organization): string {
  const lines = [
    `*${escaped(title)}*`,
    escaped(text),
    `<${url}|Open in Berth> · ${escaped(organization.name)}`,
  ];
  return JSON.stringify({ text: lines.join("\n") });
}

/** Their three characters with a meaning: a name must not become a link or call everybody. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

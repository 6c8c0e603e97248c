import { dayInWords } from "@berth/registry-catalog";
import type { AlertKind } from "@berth/api-contract";
import type { AlertEvent, Organization } from "../../store/rows.ts";

/** An alert in words, the same for every kind of channel. Holds names, dates and our own sentences alone. */
export type AlertMessage = {
  /** Null for a test. */
  kind: AlertKind | null;
  title: string;
  text: string;
  /** Where to go on in the console. */
  url: string;
};

type Place = { organization: Organization; publicUrl: URL };

export function alertMessage(event: AlertEvent | null, place: Place): AlertMessage {
  const { organization, publicUrl } = place;
  const link = (path: string) => new URL(`/o/${organization.slug}/${path}`, publicUrl).href;
  if (event === null) {
    return {
      kind: null,
      title: alertTitle(null),
      text: `This is what an alert of ${organization.name} looks like. Nothing has happened.`,
      url: link("settings/alerts"),
    };
  }
  const { kind, subject } = event;
  const { text, path } = words[kind](event);
  return { kind, title: alertTitle(event), text, url: link(path(subject.id)) };
}

/** One line; also what the log of deliveries shows. */
export function alertTitle(event: AlertEvent | null): string {
  if (event === null) return "Test of an alert channel";
  const { facts, subject, at } = event;
  const name = `'${subject.name}'`;
  switch (event.kind) {
    case "registry.failing":
      return `Registry ${name} is failing`;
    case "registry.recovered":
      return `Registry ${name} works again`;
    case "secret.expiring":
      return facts.guess === true
        ? `The secret of ${name} usually ends ${inDays(facts.endsAt, at)}`
        : `The secret of ${name} ends ${inDays(facts.endsAt, at)}`;
    case "secret.expired":
      return `The secret of ${name} has ended`;
    case "secret.rotation-due":
      return `The secret of ${name} is due to be replaced`;
    case "images.uncovered": {
      const count = facts.images?.length ?? 0;
      return count === 1
        ? "An image was pulled that no pattern covers"
        : `${count} images were pulled that no pattern covers`;
    }
    case "worker-token.expiring":
      return `Worker token ${name} ends ${inDays(facts.endsAt, at)}`;
  }
}

type Words = { text: string; path: (id: string) => string };

const credential = (id: string) => `registries/${id}/credential`;

const words: Record<AlertKind, (event: AlertEvent) => Words> = {
  "registry.failing": ({ facts }) => ({
    text: failingText(facts),
    path: (id) => `registries/${id}`,
  }),
  "registry.recovered": ({ facts }) => ({
    text: `${provenBy(facts)} Nothing is to be done.`,
    path: (id) => `registries/${id}`,
  }),
  "secret.expiring": ({ facts }) => ({
    text:
      facts.guess === true
        ? `This is the usual lifetime of such a secret, until ${day(facts.endsAt)}. Enter the real date if you know it, or replace the secret before.`
        : `It ends on ${day(facts.endsAt)}. Pulls that use it fail from then on. Replace it before.`,
    path: credential,
  }),
  "secret.expired": ({ facts }) => ({
    text: `It ended on ${day(facts.endsAt)}. Pulls that use it fail. Replace it now.`,
    path: credential,
  }),
  "secret.rotation-due": ({ facts }) => ({
    text: `It is to be replaced every ${facts.days ?? 0} days, and that day was ${day(facts.endsAt)}. The old one keeps working until you replace it.`,
    path: credential,
  }),
  "images.uncovered": ({ facts }) => ({
    text: `They were pulled without a credential:\n${(facts.images ?? [])
      .map(
        ({ image, pulls, failed }) =>
          `- ${image} (${pulls} ${pulls === 1 ? "pull" : "pulls"}, ${failed} failed)`,
      )
      .join("\n")}\nIf one of them is private, add a pattern for it. Public images need none.`,
    path: () => "pulls?credential=none",
  }),
  "worker-token.expiring": ({ facts }) => ({
    text: `It ends on ${day(facts.endsAt)}. Machines that use it can no longer pull from then on. Rotate it before.`,
    path: () => "tokens",
  }),
};

function failingText({ reason, reportedBy }: AlertEvent["facts"]): string {
  const why = withoutQuote(reason ?? "The last check failed.");
  return reportedBy === null || reportedBy === undefined
    ? `${why} Pulls that need this registry fail until it works again.`
    : `Worker ${reportedBy} reported: ${why} Nothing is withheld because of it: a worker whose role may read still pulls.`;
}

function provenBy({ reportedBy }: AlertEvent["facts"]): string {
  return reportedBy === null || reportedBy === undefined
    ? "A check fetched a manifest with its secret."
    : `Worker ${reportedBy} reported that it fetched a manifest with its own role.`;
}

/** What a registry answered stays in the console: only our own sentence leaves. */
function withoutQuote(reason: string): string {
  return reason.replace(/: “.*”\.?$/s, ".");
}

const dayMs = 86_400_000;

function day(at: number | undefined): string {
  return dayInWords(at ?? Number.NaN);
}

function inDays(endsAt: number | undefined, now: number): string {
  const days = Math.ceil(((endsAt ?? now) - now) / dayMs);
  return days <= 1 ? "within a day" : `in ${days} days`;
}

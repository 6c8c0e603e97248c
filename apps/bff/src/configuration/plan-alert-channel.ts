import type { AlertChannelUpdate } from "@berth/api-contract";
import { sameName, type AlertChannelEntry } from "./document.ts";
import type { State } from "./read-state.ts";
import type { Step } from "./step.ts";

const where = "under Settings › Alerts";

/** What has to be done for one alert channel; what is secret in it is said to be done by hand. */
export function planAlertChannel(entry: AlertChannelEntry, state: State): Step[] {
  const { name, kind, events, recipients, host, paused } = entry;
  const refuse = (...lines: string[]): Step[] => {
    return [{ do: "refuse", thing: "alert channel", name, lines }];
  };
  if (state.settings === null) {
    return refuse("The token needs the scope settings:read, and settings:write to change it.");
  }
  if (kind === "email" && recipients === undefined) return refuse("E-mail needs recipients.");
  if (kind !== "email" && recipients !== undefined) return refuse("Only e-mail has recipients.");
  const [known, another] = state.settings.alertChannels.filter(({ view }) =>
    sameName(view.name, name),
  );
  if (another !== undefined) {
    return refuse("Two channels have this name. Rename one of them by hand.");
  }
  if (known === undefined) {
    if (kind === "email") {
      return [
        {
          do: "add-alert-channel",
          name,
          lines: [
            ...(recipients ?? []).map((one) => `recipient + ${one}`),
            ...events.map((one) => `event + ${one}`),
          ],
          body: { kind, name, events, recipients: recipients ?? [] },
          paused: paused ?? false,
        },
      ];
    }
    return refuse(
      `By hand: add it ${where} with its address${host === undefined ? "" : ` on ${host}`}, which is a secret and in no file.${
        kind === "webhook" ? " Its signing secret is shown there, once." : ""
      } Then apply this file again for the rest.`,
    );
  }
  const { view } = known;
  if (view.kind !== kind) {
    return refuse(`It is a channel of the kind ${view.kind}, and a kind can't be changed.`);
  }
  const elsewhere = host !== undefined && host !== view.host;
  const byHand = elsewhere
    ? refuse(
        `By hand: it leads to ${view.host ?? "nowhere"}, and the file says ${host}. Enter its address ${where}; it is a secret and in no file.`,
      )
    : [];
  return [...change(entry, view), ...byHand];
}

function change(
  { name, events, recipients, paused }: AlertChannelEntry,
  view: NonNullable<State["settings"]>["alertChannels"][number]["view"],
): Step[] {
  const lines: string[] = [];
  const body: Omit<AlertChannelUpdate, "version" | "secretUrl"> = {};
  if (view.name !== name) {
    body.name = name;
    lines.push(`name: ${view.name} → ${name}`);
  }
  const event = difference(view.events, events, "event");
  if (event.length > 0) body.events = events;
  const recipient = difference(view.recipients, recipients ?? view.recipients, "recipient");
  if (recipient.length > 0) body.recipients = recipients;
  lines.push(...event, ...recipient);
  if (paused !== undefined && paused !== view.paused) {
    body.paused = paused;
    lines.push(paused ? "paused" : "resumed");
  }
  if (lines.length === 0) return [];
  const { id, version } = view;
  return [{ do: "change-alert-channel", name, lines, id, version, body }];
}

function difference(have: readonly string[], wanted: readonly string[], word: string): string[] {
  return [
    ...wanted.filter((one) => !have.includes(one)).map((one) => `${word} + ${one}`),
    ...have.filter((one) => !wanted.includes(one)).map((one) => `${word} - ${one}`),
  ];
}

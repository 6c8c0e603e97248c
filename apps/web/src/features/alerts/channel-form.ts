import {
  alertChannelKinds,
  alertChannelNameSchema,
  alertEventsSchema,
  alertKinds,
  alertRecipientSchema,
  alertRecipientsMax,
  type AlertChannelCreate,
  type AlertChannelUpdate,
  type AlertChannelView,
} from "@berth/api-contract";
import { z } from "zod";

/** The form as it is shown: addresses one a line, and the webhook's address empty where it stays as it is. */
export function channelFormSchema(editing: boolean) {
  return z
    .object({
      kind: z.enum(alertChannelKinds),
      name: alertChannelNameSchema,
      events: alertEventsSchema,
      recipients: z.string(),
      secretUrl: z.string().trim(),
    })
    .superRefine(({ kind, recipients, secretUrl }, context) => {
      const complain = (path: string, message: string) => {
        context.addIssue({ code: "custom", path: [path], message });
      };
      if (kind !== "email") {
        if (secretUrl === "" && !editing) complain("secretUrl", "Enter the address.");
        return;
      }
      const addresses = addressesIn(recipients);
      const wrong = addresses.find((one) => !alertRecipientSchema.safeParse(one).success);
      if (addresses.length === 0) complain("recipients", "Enter at least one address.");
      else if (wrong !== undefined) complain("recipients", `'${wrong}' is not an e-mail address.`);
      else if (addresses.length > alertRecipientsMax) {
        complain("recipients", `At most ${alertRecipientsMax} addresses.`);
      }
    });
}

export type ChannelFormValues = z.infer<ReturnType<typeof channelFormSchema>>;

export function valuesOf(channel: AlertChannelView | undefined, mail: boolean): ChannelFormValues {
  return {
    kind: channel?.kind ?? (mail ? "email" : "webhook"),
    name: channel?.name ?? "",
    // Images without a pattern are mostly public ones: who wants to hear of them says so.
    events: channel?.events ?? alertKinds.filter((kind) => kind !== "images.uncovered"),
    recipients: channel?.recipients.join("\n") ?? "",
    secretUrl: "",
  };
}

export function toCreate(values: ChannelFormValues): AlertChannelCreate {
  const { kind, name, events, recipients, secretUrl } = values;
  return kind === "email"
    ? { kind, name, events, recipients: addressesIn(recipients) }
    : { kind, name, events, secretUrl };
}

export function toUpdate(values: ChannelFormValues, version: number): AlertChannelUpdate {
  const { kind, name, events, recipients, secretUrl } = values;
  return {
    version,
    name,
    events,
    ...(kind === "email" ? { recipients: addressesIn(recipients) } : {}),
    ...(kind !== "email" && secretUrl !== "" ? { secretUrl } : {}),
  };
}

function addressesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ""))];
}

import { alertKinds, type AlertChannelView } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { alertChannelsQuery } from "#src/api/alerts.ts";
import { call } from "#src/api/client.ts";
import { CheckboxGroupField } from "#src/forms/checkbox-group-field.tsx";
import { RadioCardsField, SecretField, TextAreaField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { eventWords, kindWords } from "./alert-words.ts";
import { channelFormSchema, toCreate, toUpdate, valuesOf } from "./channel-form.ts";

type Saved = { name: string; signingSecret: string };

/** Adds a channel, or changes the one given. A signing secret is shown the one time it can be seen. */
export function ChannelDialog({
  org,
  channel,
  mail,
  onClose,
}: {
  org: string;
  channel?: AlertChannelView | undefined;
  /** Whether this Berth can send e-mail. */
  mail: boolean;
  onClose: () => void;
}) {
  const [saved, setSaved] = useState<Saved | null>(null);
  const title = saved
    ? `Signing secret of '${saved.name}'`
    : channel
      ? `Edit '${channel.name}'`
      : "Add channel";
  return (
    <Dialog open onOpenChange={onClose} title={title} dismissible={saved === null}>
      {saved ? (
        <SigningSecret secret={saved.signingSecret} onClose={onClose} />
      ) : (
        <ChannelForm
          org={org}
          channel={channel}
          mail={mail}
          onSecret={setSaved}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function SigningSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const top = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => top.current?.focus(), []);
  return (
    <div ref={top} tabIndex={-1} className="space-y-4 outline-none">
      <Notice tone="warning" title="Copy it now">
        You won't see it again. The receiver checks with it that a request comes from this Berth.
      </Notice>
      <CopyBlock title="Signing secret" what="signing secret" parts={[{ text: secret }]} />
      <Button variant="primary" onClick={onClose}>
        I've stored it
      </Button>
    </div>
  );
}

function ChannelForm({
  org,
  channel,
  mail,
  onSecret,
  onClose,
}: {
  org: string;
  channel: AlertChannelView | undefined;
  mail: boolean;
  onSecret: (saved: Saved) => void;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const form = useZodForm(channelFormSchema(channel !== undefined), valuesOf(channel, mail));
  const kind = useWatch({ control: form.control, name: "kind" });
  return (
    <FormShell
      form={form}
      submit={channel ? "Save channel" : "Add channel"}
      submitting={channel ? "Saving…" : "Adding…"}
      secondary={<Button onClick={onClose}>Cancel</Button>}
      fieldOfPath={(path) => path.split(".")[0] ?? null}
      onSubmit={async (values) => {
        const { signingSecret } = channel
          ? await call("PATCH /organizations/{org}/alert-channels/{id}", {
              params: { org, id: channel.id },
              body: toUpdate(values, channel.version),
            })
          : await call("POST /organizations/{org}/alert-channels", {
              params: { org },
              body: toCreate(values),
            });
        await queryClient.invalidateQueries({ queryKey: alertChannelsQuery(org).queryKey });
        announce(channel ? `Saved ${values.name}` : `Added ${values.name}`);
        if (signingSecret === null) onClose();
        else onSecret({ name: values.name, signingSecret });
      }}
    >
      {channel ? null : (
        <RadioCardsField
          name="kind"
          label="Kind"
          cards={[
            {
              value: "email",
              label: kindWords.email,
              description: mail
                ? "To people or a mailing list."
                : "This Berth has no mail server; whoever runs it can set one.",
            },
            {
              value: "webhook",
              label: kindWords.webhook,
              description: "A JSON request to your own service, signed with a secret.",
            },
            {
              value: "slack",
              label: kindWords.slack,
              description: "An incoming webhook of Slack, Mattermost and the like.",
            },
          ]}
        />
      )}
      <TextField
        name="name"
        label="Name"
        hint="Who is told, such as 'On call' or '#platform'."
        autoComplete="off"
      />
      {kind === "email" ? (
        <TextAreaField name="recipients" label="Addresses" hint="One a line." rows={3} />
      ) : (
        <SecretField
          name="secretUrl"
          label="Address"
          optional={channel !== undefined}
          hint={
            channel
              ? `Leave it empty to keep the address at ${channel.host ?? "its host"}.${channel.kind === "webhook" ? " A new address gets a new signing secret." : ""}`
              : "It begins with https://. It is kept like a secret and not shown again."
          }
        />
      )}
      <CheckboxGroupField
        name="events"
        label="Events"
        options={alertKinds.map((value) => ({ value, label: eventWords[value] }))}
      />
    </FormShell>
  );
}

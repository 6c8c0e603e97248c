import { invitationAcceptSchema, type InvitationOffer, type Session } from "@berth/api-contract";
import { call } from "#src/api/client.ts";
import { SecretField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { HiddenUsername } from "#src/ui/hidden-username.tsx";

/** Makes the account of the invited address. */
export function InvitedNewcomer({
  token,
  offer,
  onJoined,
}: {
  token: string;
  offer: InvitationOffer;
  onJoined: (session: Session) => void;
}) {
  const form = useZodForm(invitationAcceptSchema, { token, name: "", password: "" });
  return (
    <FormShell
      form={form}
      submit="Create account and join"
      submitting="Joining…"
      onSubmit={async (body) => onJoined(await call("POST /invitations/accept", { body }))}
    >
      <TextField name="name" label="Your name" autoComplete="name" />
      <HiddenUsername email={offer.email} />
      <SecretField
        name="password"
        label="Password"
        hint="At least 12 characters. A few unrelated words work well."
      />
    </FormShell>
  );
}

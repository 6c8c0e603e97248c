import { passkeyRenameSchema, type PasskeySetup } from "@berth/api-contract";
import { useEffect } from "react";
import { ApiError, describeError } from "#src/api/errors.ts";
import { call } from "#src/api/client.ts";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { PasskeyError } from "#src/lib/passkey-error.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";

/** Asks for a name, has the browser make a passkey, and hands it over. */
export function PasskeyDialog({
  setup,
  onAdded,
  onClose,
}: {
  setup: PasskeySetup;
  /** With the recovery codes, where they came with it. */
  onAdded: (codes: readonly string[] | null) => void;
  onClose: () => void;
}) {
  const form = useZodForm(passkeyRenameSchema, { name: "" });
  useEffect(() => {
    // Some browsers want the click to be fresh when they are asked.
    void import("#src/lib/passkey.ts");
  }, []);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add a passkey"
      description="Your browser then asks where to keep it: on this device, in a password manager, on a phone, or on a security key."
    >
      <FormShell
        form={form}
        submit="Make passkey"
        submitting="Waiting for your browser…"
        secondary={<Button onClick={onClose}>Cancel</Button>}
        onSubmit={async ({ name }) => {
          const { makePasskey } = await import("#src/lib/passkey.ts");
          const made = await makePasskey(setup).catch(shownInForm);
          const { codes } = await call("POST /account/second-factor/passkeys", {
            body: { name, made },
          });
          onAdded(codes);
        }}
      >
        <TextField
          name="name"
          label="Name"
          hint="By which you know it again, such as “Phone” or “Blue security key”."
          autoComplete="off"
        />
      </FormShell>
    </Dialog>
  );
}

/** A form shows what it cannot do in its summary where it looks like a refusal. */
function shownInForm(error: unknown): never {
  if (!(error instanceof PasskeyError)) throw error;
  const { message } = describeError(error);
  throw new ApiError({ status: 409, code: "conflict", message, cause: error });
}

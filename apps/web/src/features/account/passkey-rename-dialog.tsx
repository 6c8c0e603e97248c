import { passkeyRenameSchema, type PasskeyView } from "@berth/api-contract";
import { call } from "#src/api/client.ts";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";

export function PasskeyRenameDialog({
  passkey: { id, name },
  onClose,
  onDone,
}: {
  passkey: PasskeyView;
  onClose: () => void;
  onDone: () => void;
}) {
  const form = useZodForm(passkeyRenameSchema, { name });
  return (
    <Dialog open onOpenChange={onClose} title={`Rename the passkey “${name}”`}>
      <FormShell
        form={form}
        submit="Rename passkey"
        submitting="Renaming…"
        secondary={<Button onClick={onClose}>Cancel</Button>}
        onSubmit={async (body) => {
          await call("PUT /account/second-factor/passkeys/{id}", { params: { id }, body });
          onDone();
          onClose();
        }}
      >
        <TextField name="name" label="Name" autoComplete="off" />
      </FormShell>
    </Dialog>
  );
}

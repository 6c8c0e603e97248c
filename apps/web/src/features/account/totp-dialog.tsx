import { totpCodeSchema, type TotpSetup } from "@berth/api-contract";
import { call } from "#src/api/client.ts";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { QrCode } from "./qr-code.tsx";

/** Shows the app's secret and takes the first code back, which turns it on. */
export function TotpDialog({
  setup: { secret, uri },
  onActivated,
  onClose,
}: {
  setup: TotpSetup;
  /** With the recovery codes, where they came with it. */
  onActivated: (codes: readonly string[] | null) => void;
  onClose: () => void;
}) {
  const form = useZodForm(totpCodeSchema, { code: "" });
  return (
    <Dialog open onOpenChange={onClose} title="Set up an app">
      <FormShell
        form={form}
        submit="Turn on"
        submitting="Turning on…"
        secondary={<Button onClick={onClose}>Cancel</Button>}
        onSubmit={async (body) => {
          const { codes } = await call("POST /account/second-factor/totp/activate", { body });
          onActivated(codes);
        }}
      >
        <p>Scan this with your authenticator app, or type the key into it.</p>
        <QrCode text={uri} label="QR code for the authenticator app" />
        <CopyBlock
          title="Key"
          what="key"
          parts={[{ text: secret.match(/.{1,4}/g)?.join(" ") ?? "" }]}
        />
        <TextField
          name="code"
          label="Code from the app"
          hint="Six digits. It proves that the app has the key."
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      </FormShell>
    </Dialog>
  );
}

import type { SecondFactorAsk, SecondStep } from "@berth/api-contract";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { SecondStepForm } from "./second-step-form.tsx";

/** Stands over a form whose request needs the second factor, and sends it again with that. */
export function SecondStepDialog({
  ask,
  send,
  onDone,
  onFailed,
  onClose,
}: {
  ask: SecondFactorAsk;
  send: (step: SecondStep) => Promise<void>;
  onDone: () => void;
  /** The request failed for a reason that the form has to show. */
  onFailed: (error: unknown) => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Confirm that it's you"
      description="Your account has a second factor, and a new password needs it too."
    >
      <SecondStepForm
        ask={ask}
        verb="Confirm"
        busy="Confirming…"
        send={async (step) => {
          await send(step);
          onDone();
        }}
        onFailed={onFailed}
        secondary={<Button onClick={onClose}>Cancel</Button>}
      />
    </Dialog>
  );
}

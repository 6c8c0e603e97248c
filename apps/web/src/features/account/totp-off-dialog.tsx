import { useMutation } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { useSession } from "#src/api/session.ts";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";

export function TotpOffDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const asking = useSession().organizations.filter(
    ({ secondFactor }) => secondFactor === "present",
  );
  const off = useMutation({
    mutationFn: () => call("DELETE /account/second-factor/totp", {}),
    onSuccess: () => {
      onDone();
      announce("The second factor is off");
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title="Turn off the second factor?"
      confirm="Turn off"
      danger
      busy={off.isPending && "Turning off…"}
      onConfirm={() => off.mutate()}
    >
      <p>Your password alone will sign you in. The recovery codes stop working.</p>
      {asking.length > 0 ? (
        <p>
          {asking.map(({ name }) => name).join(", ")} {asking.length === 1 ? "asks" : "ask"} you for
          a second factor: you can do nothing there until you set one up again.
        </p>
      ) : null}
      {off.error ? (
        <ErrorPanel
          title="It is still on."
          message={describeError(off.error).message}
          requestId={describeError(off.error).requestId}
        />
      ) : null}
    </AlertDialog>
  );
}

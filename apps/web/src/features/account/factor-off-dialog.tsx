import { useMutation } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { useSession } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

export type Factor = { kind: "app" } | { kind: "passkey"; id: string; name: string };

/** Asks before a second factor goes, and says what follows where it is the last one. */
export function FactorOffDialog({
  factor,
  last,
  onClose,
  onDone,
}: {
  factor: Factor;
  last: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const asking = useSession().organizations.filter(
    ({ secondFactor }) => secondFactor === "present",
  );
  const isApp = factor.kind === "app";
  const off = useMutation({
    mutationFn: () =>
      factor.kind === "app"
        ? call("DELETE /account/second-factor/totp", {})
        : call("DELETE /account/second-factor/passkeys/{id}", { params: { id: factor.id } }),
    onSuccess: () => {
      onDone();
      announce(isApp ? "The app is off" : "The passkey is removed");
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={factor.kind === "app" ? "Turn off the app?" : `Remove the passkey “${factor.name}”?`}
      confirm={isApp ? "Turn off" : "Remove passkey"}
      danger
      busy={off.isPending && (isApp ? "Turning off…" : "Removing…")}
      onConfirm={() => off.mutate()}
    >
      {last ? (
        <p>
          It is your only second factor: your password alone will sign you in. The recovery codes
          stop working.
        </p>
      ) : (
        <p>It opens nothing any more. Your other second factors and recovery codes stay.</p>
      )}
      {isApp ? null : (
        <p>
          Your device or password manager may go on showing it: delete it there too, where it is no
          longer of use.
        </p>
      )}
      {last && asking.length > 0 ? (
        <p>
          {asking.map(({ name }) => name).join(", ")} {asking.length === 1 ? "asks" : "ask"} you for
          a second factor: you can do nothing there until you set one up again.
        </p>
      ) : null}
      <FailurePanel title="Nothing was changed." error={off.error} />
    </AlertDialog>
  );
}

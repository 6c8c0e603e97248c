import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { FailurePanel } from "./failure-panel.tsx";

/** Asks before a token is revoked for good. `children` says who is cut off. */
export function TokenRevokeDialog({
  name,
  prefix,
  lastUsedAt,
  revoke,
  onClose,
  children,
}: {
  name: string;
  /** How it begins: two of one name are what a rotation leaves. Empty while it is not delivered. */
  prefix: string;
  lastUsedAt: string | null;
  /** Revokes it and brings the list up to date. */
  revoke: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  const revoking = useMutation({
    mutationFn: revoke,
    onSuccess: () => {
      announce(`Revoked ${name}`);
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Revoke '${name}'?`}
      confirm="Revoke token"
      danger
      busy={revoking.isPending && "Revoking…"}
      onConfirm={() => revoking.mutate()}
    >
      <p>{children} A revoked token can't be brought back.</p>
      <p>
        {prefix === "" ? null : (
          <>
            Its first characters are <MonoText>{prefix}</MonoText>.{" "}
          </>
        )}
        {lastUsedAt === null ? (
          "It has never been used."
        ) : (
          <>
            It was last used <RelativeTime at={lastUsedAt} />.
          </>
        )}
      </p>
      <FailurePanel title="The token was not revoked." error={revoking.error} />
    </AlertDialog>
  );
}

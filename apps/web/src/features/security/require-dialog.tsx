import type { MemberView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { securitySettingsQuery } from "#src/api/security.ts";
import { sessionQuery } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

/** Asks once more, with the names of those whom it stops. */
export function RequireDialog({
  org,
  require,
  without,
  onClose,
}: {
  org: string;
  require: boolean;
  without: readonly MemberView[];
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      call("PUT /organizations/{org}/security-settings", {
        params: { org },
        body: { managersNeedSecondFactor: require },
      }),
    onSuccess: (settings) => {
      queryClient.setQueryData(securitySettingsQuery(org).queryKey, settings);
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      announce(
        require
          ? "Owners and admins need a second factor now"
          : "Owners and admins need no second factor any more",
      );
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={
        require
          ? "Require a second factor of owners and admins?"
          : "Stop requiring a second factor of owners and admins?"
      }
      confirm={require ? "Require it" : "Stop requiring it"}
      danger={!require}
      busy={save.isPending && "Saving…"}
      onConfirm={() => save.mutate()}
    >
      <p>{consequence(require, without)}</p>
      <FailurePanel title="Nothing was changed." error={save.error} />
    </AlertDialog>
  );
}

function consequence(require: boolean, without: readonly MemberView[]): string {
  if (!require) {
    return "Their passwords alone will be enough. Second factors that are set up stay.";
  }
  if (without.length === 0) return "Every owner and admin has one already: nobody is stopped.";
  const names = without.map(({ name }) => name).join(", ");
  return `From their next click on, ${names} can only set up a second factor before going on here.`;
}

import type { SupportVisitView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { supportAccessQuery } from "#src/api/support-staff.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

/** Asks once more, with what it ends. */
export function SupportAccessDialog({
  org,
  allow,
  open,
  onClose,
}: {
  org: string;
  allow: boolean;
  /** The visits that keeping them out would end. */
  open: readonly SupportVisitView[];
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      call("PUT /organizations/{org}/support-access", {
        params: { org },
        body: { allowed: allow },
      }),
    onSuccess: (access) => {
      queryClient.setQueryData(supportAccessQuery(org).queryKey, access);
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      announce(allow ? "Support staff may enter now" : "Support staff are kept out now");
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={allow ? "Let support staff in?" : "Keep support staff out?"}
      confirm={allow ? "Let them in" : "Keep them out"}
      danger={!allow}
      busy={save.isPending && "Saving…"}
      onConfirm={() => save.mutate()}
    >
      <p>{consequence(allow, open)}</p>
      <FailurePanel title="Nothing was changed." error={save.error} />
    </AlertDialog>
  );
}

function consequence(allow: boolean, open: readonly SupportVisitView[]): string {
  if (allow) {
    return "Each visit needs a reason, ends by itself, and is shown on every page while it lasts.";
  }
  const names = open.map(({ person }) => person.name).join(", ");
  const now = names === "" ? "" : ` It ends at once for ${names}.`;
  return `Nobody who runs this Berth can look at your registries, checks and pulls in the console then.${now} You can change it back at any time.`;
}

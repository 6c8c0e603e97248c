import type { OrganizationContents } from "@berth/api-contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { useOrganization } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { TypedNameField, useTypedName } from "#src/domain-ui/typed-name-field.tsx";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

/** Says what goes with the organization, and wants its name before it is done. */
export function DeleteOrganizationDialog({ org, onClose }: { org: string; onClose: () => void }) {
  const { name } = useOrganization();
  const typed = useTypedName(name);
  const contents = useQuery({
    queryKey: ["organization-contents", org],
    queryFn: ({ signal }) => call("GET /organizations/{org}/contents", { params: { org }, signal }),
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () =>
      call("DELETE /organizations/{org}", { params: { org }, query: { name: typed.text.trim() } }),
    // A real page load: nothing of this organization may be left in memory.
    onSuccess: () => window.location.assign(paths.root()),
  });
  const confirm = () => {
    if (typed.fits()) remove.mutate();
  };
  return (
    <AlertDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete ${name}?`}
      confirm="Delete organization"
      danger
      busy={remove.isPending && "Deleting…"}
      onConfirm={confirm}
    >
      {contents.isPending ? <p>Looking at what is in it…</p> : null}
      <FailurePanel
        title="Couldn't find out what would go with it."
        error={contents.error}
        onRetry={() => void contents.refetch()}
        retrying={contents.isFetching}
      />
      {contents.data ? <Contents contents={contents.data} /> : null}
      <p>
        Its workers can no longer pull with it from this moment on. Nothing of this can be undone in
        Berth; whoever runs it may still have a backup. People keep their accounts.
      </p>
      <TypedNameField typed={typed} />
      <FailurePanel title="The organization was not deleted." error={remove.error} />
    </AlertDialog>
  );
}

function Contents({ contents }: { contents: OrganizationContents }) {
  const { registries, projects, workerTokens, apiTokens, members, pulls } = contents;
  return (
    <div>
      <p>With it go:</p>
      <ul className="list-disc ps-5">
        <li>{plural(registries, "registry", "registries")}, with secrets, patterns and checks</li>
        <li>{plural(projects, "project")}</li>
        <li>
          {plural(workerTokens, "worker token")} and {plural(apiTokens, "API token")} in use
        </li>
        <li>{plural(members, "membership")}</li>
        <li>{plural(pulls, "recorded pull")}</li>
      </ul>
    </div>
  );
}

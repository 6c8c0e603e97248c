import type { Effect, RegistryView } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { registryQuery } from "#src/api/registries.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { ImpactTable } from "#src/domain-ui/impact-table.tsx";
import { announce } from "#src/lib/announcer.ts";
import { TypedNameField, useTypedName } from "#src/domain-ui/typed-name-field.tsx";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";

/** Says what deleting does to the images of the last weeks before it is done; where some lose, the name is asked for. */
export function DeleteDialog({
  org,
  registry,
  onClose,
}: {
  org: string;
  registry: RegistryView;
  onClose: () => void;
}) {
  const { id, version, name } = registry;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const typed = useTypedName(name);
  const impact = useQuery({
    queryKey: ["deletion-impact", org, id, version],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/registries/{id}/deletion-impact", {
        params: { org, id },
        signal,
      }),
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () =>
      call("DELETE /organizations/{org}/registries/{id}", {
        params: { org, id },
        query: { version },
      }),
    onSuccess: async () => {
      announce(`Deleted ${name}`);
      await navigate(paths.registries(org), { replace: true });
      queryClient.removeQueries({ queryKey: registryQuery(org, id).queryKey });
      await queryClient.invalidateQueries({ queryKey: ["registries", org] });
      await queryClient.invalidateQueries({ queryKey: ["pattern-entries", org] });
    },
    // Somebody changed it meanwhile: the next try is about what stands there now.
    onError: () => queryClient.invalidateQueries({ queryKey: registryQuery(org, id).queryKey }),
  });
  const loses = (impact.data?.lose.length ?? 0) > 0;
  // Without an answer nobody knows whether images lose, so the name is asked for as well.
  const asksForName = loses || impact.data === undefined;

  const confirm = () => {
    if (!asksForName || typed.fits()) remove.mutate();
  };
  return (
    <AlertDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete '${name}'?`}
      confirm="Delete registry"
      danger
      busy={remove.isPending && "Deleting…"}
      onConfirm={confirm}
    >
      {impact.isPending ? <p>Looking at the images pulled in the last 30 days…</p> : null}
      <FailurePanel
        title="Couldn't find out what this would do."
        error={impact.error}
        onRetry={() => void impact.refetch()}
        retrying={impact.isFetching}
      />
      {impact.data ? <Impact effect={impact.data} /> : null}
      <p>Its patterns and its secret are deleted with it. Pulls and checks stay recorded.</p>
      {asksForName && !impact.isPending ? <TypedNameField typed={typed} /> : null}
      <FailurePanel title="The registry was not deleted." error={remove.error} />
    </AlertDialog>
  );
}

function Impact({ effect }: { effect: Effect }) {
  const { lose, switch: moved } = effect;
  const used = lose.length + moved.length;
  if (used === 0) {
    return (
      <p>
        {effect.daysRecorded === 0
          ? "No pulls are recorded yet, so nobody knows what uses it."
          : "No image pulled in the last 30 days uses this credential."}
      </p>
    );
  }
  return (
    <>
      <p>
        {plural(used, "image")} used this credential in the last 30 days. {afterDeletion(effect)}
      </p>
      <Disclosure summary="Show the images">
        <ImpactTable effect={effect} startOpen={lose.length > 0 ? "lose" : "switch"} />
      </Disclosure>
    </>
  );
}

function afterDeletion({ lose, switch: moved }: Effect): string {
  const names = new Set(moved.flatMap(({ after }) => (after ? [`'${after.registryName}'`] : [])));
  const move = `${moved.length} ${moved.length === 1 ? "moves" : "move"} to ${[...names].join(", ")}`;
  const none = `${lose.length} ${lose.length === 1 ? "has" : "have"} no credential`;
  if (moved.length === 0) return `After deletion ${none}.`;
  return lose.length === 0 ? `After deletion ${move}.` : `After deletion ${none} and ${move}.`;
}

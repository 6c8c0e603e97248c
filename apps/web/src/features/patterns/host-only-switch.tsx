import type { RegistryView } from "@berth/api-contract";
import { lazy, Suspense, useState } from "react";
import { describeError } from "#src/api/errors.ts";
import { useUpdateRegistry } from "#src/api/update-registry.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { Switch } from "#src/ui/switch.tsx";

const AlertDialog = lazy(async () => ({
  default: (await import("#src/ui/alert-dialog.tsx")).AlertDialog,
}));

/** Chooses a registry for clients that know only the host. Turning it on is asked twice, turning it off is not. */
export function HostOnlySwitch({
  org,
  registry: { id, version, servesHostOnly },
  editable,
}: {
  org: string;
  registry: Pick<RegistryView, "id" | "version" | "servesHostOnly">;
  editable: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const update = useUpdateRegistry(org, id);
  const set = (next: boolean) =>
    update.mutate({ version, servesHostOnly: next }, { onSettled: () => setAsking(false) });
  if (!editable) {
    return servesHostOnly ? <p className="max-w-prose text-table">{onText}</p> : null;
  }
  return (
    <div className="space-y-1">
      <Switch
        label="Serve clients that know only the host"
        checked={servesHostOnly}
        onChange={(checked) => {
          if (checked) setAsking(true);
          else set(false);
        }}
      />
      <p className="max-w-prose text-table text-muted">{servesHostOnly ? onText : offText}</p>
      {update.error ? (
        <ErrorPanel
          title="Nothing was changed."
          message={describeError(update.error).message}
          requestId={describeError(update.error).requestId}
        />
      ) : null}
      {asking ? (
        <Suspense>
          <AlertDialog
            open
            onOpenChange={setAsking}
            title="Serve clients that know only the host?"
            confirm="Serve them"
            danger
            busy={update.isPending && "Saving…"}
            onConfirm={() => set(true)}
          >
            <p>
              Docker's credential helper can't say which image it wants. It then gets this
              registry's credential for every image on its hosts, also for those that no pattern
              covers or that another registry serves.
            </p>
          </AlertDialog>
        </Suspense>
      ) : null}
    </div>
  );
}

const onText =
  "On: Docker's credential helper gets this registry's credential for every image on its hosts.";
const offText =
  "Off: the credential helper is served only where one registry alone is on a host and one of its patterns is the whole host.";

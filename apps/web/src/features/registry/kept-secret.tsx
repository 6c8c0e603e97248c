import type { RegistryView } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { call } from "#src/api/client.ts";
import { useRefreshRegistry } from "#src/api/update-registry.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { formatAbsolute, formatDay } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Notice } from "#src/ui/notice.tsx";

const AlertDialog = lazy(async () => ({
  default: (await import("#src/ui/alert-dialog.tsx")).AlertDialog,
}));

/** The secret before, for as long as it is kept: back with one click, or gone before its time. */
export function KeptSecret({
  org,
  registry,
  onDone,
}: {
  org: string;
  registry: RegistryView;
  /** Told what to show as the success. */
  onDone: (said: string) => void;
}) {
  const { id, version, secret } = registry;
  const refresh = useRefreshRegistry(org, id);
  const [asking, setAsking] = useState<"restore" | "forget" | null>(null);
  const restore = useMutation({
    mutationFn: () =>
      call("POST /organizations/{org}/registries/{id}/secret/restore", {
        params: { org, id },
        body: { version },
      }),
    onSuccess: async (answer) => {
      await refresh(answer.registry);
      onDone("The old secret is in use again. The schedule checks it now.");
    },
    onSettled: () => setAsking(null),
  });
  const forget = useMutation({
    mutationFn: () =>
      call("DELETE /organizations/{org}/registries/{id}/secret/kept", { params: { org, id } }),
    onSuccess: async (answer) => {
      await refresh(answer.registry);
      onDone("The old secret was deleted.");
    },
    onSettled: () => setAsking(null),
  });
  const kept = secret?.kept ?? null;
  if (kept === null) return null;
  const failed = restore.error ?? forget.error;
  return (
    <div className="mt-3 space-y-3">
      <Notice tone="info" title="The old secret can be restored">
        <p>
          It was saved on {formatDay(Date.parse(kept.setAt))}
          {kept.setBy ? ` by ${kept.setBy.name}` : ""}, has the fingerprint{" "}
          <MonoText>{kept.fingerprint}</MonoText>, and is deleted on{" "}
          {formatAbsolute(Date.parse(kept.until))}.
        </p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button onClick={() => setAsking("restore")}>Restore the old secret</Button>
          <Button variant="quiet" onClick={() => setAsking("forget")}>
            Delete it now
          </Button>
        </div>
      </Notice>
      <FailurePanel title="Nothing was changed." error={failed} />
      <Suspense>
        {asking === "restore" ? (
          <AlertDialog
            open
            onOpenChange={() => setAsking(null)}
            title="Restore the old secret?"
            confirm="Restore it"
            busy={restore.isPending && "Restoring…"}
            onConfirm={() => restore.mutate()}
          >
            <p>
              Pulls use it from now on. The new secret, fingerprint{" "}
              <MonoText>{secret?.fingerprint ?? ""}</MonoText>, is deleted.
            </p>
          </AlertDialog>
        ) : null}
        {asking === "forget" ? (
          <AlertDialog
            open
            onOpenChange={() => setAsking(null)}
            title="Delete the old secret?"
            confirm="Delete it"
            danger
            busy={forget.isPending && "Deleting…"}
            onConfirm={() => forget.mutate()}
          >
            <p>It can't be restored after that. The secret in use stays.</p>
          </AlertDialog>
        ) : null}
      </Suspense>
    </div>
  );
}

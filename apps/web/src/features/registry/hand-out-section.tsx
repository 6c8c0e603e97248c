import type { RegistryView } from "@berth/api-contract";
import type { HandOut, RegistryType, Settings } from "@berth/registry-catalog";
import { lazy, Suspense, useState } from "react";
import { describeError } from "#src/api/errors.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Switch } from "#src/ui/switch.tsx";
import { useUpdateRegistry } from "#src/api/update-registry.ts";
import { useSchemeOfLastCheck } from "#src/domain-ui/use-scheme-of-last-check.ts";

const AlertDialog = lazy(async () => ({
  default: (await import("#src/ui/alert-dialog.tsx")).AlertDialog,
}));

/** What workers receive, and whether that may be the stored secret. Turning it on is asked twice, turning it off is not. */
export function HandOutSection({
  org,
  registry,
  type,
  editable,
}: {
  org: string;
  registry: RegistryView;
  type: RegistryType;
  editable: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const update = useUpdateRegistry(org, registry.id);
  const scheme = useSchemeOfLastCheck(org, registry);
  const handOut = type.handOut((registry.settings ?? {}) as Settings, scheme);
  const { storedConsequence } = handOut;
  const set = (handOutStored: boolean) =>
    update.mutate(
      { version: registry.version, handOutStored },
      { onSettled: () => setAsking(false) },
    );
  return (
    <section aria-labelledby="hand-out">
      <h2 id="hand-out" className="mb-2 text-lead font-semibold">
        What workers receive
      </h2>
      <p className="max-w-prose">
        <MarkedText>{receivedInWords(handOut, registry.handOutStored)}</MarkedText>
      </p>
      {storedConsequence === null ? null : (
        <div className="mt-3 space-y-2">
          {editable ? (
            <Switch
              label="Hand out the stored secret where nothing shorter exists"
              checked={registry.handOutStored}
              onChange={(checked) => {
                if (checked) setAsking(true);
                else set(false);
              }}
            />
          ) : (
            <p>
              The stored secret is{" "}
              {registry.handOutStored
                ? "handed out where nothing shorter exists."
                : "never handed out."}
            </p>
          )}
          <p className="max-w-prose text-table text-muted">
            {registry.handOutStored ? (
              <MarkedText>{storedConsequence}</MarkedText>
            ) : (
              "Off: where nothing shorter can be had, the pull is refused and the reason shown."
            )}
          </p>
        </div>
      )}
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
            title="Hand out the stored secret?"
            confirm="Hand it out"
            danger
            busy={update.isPending && "Saving…"}
            onConfirm={() => set(true)}
          >
            <p>
              <MarkedText>{storedConsequence ?? ""}</MarkedText>
            </p>
          </AlertDialog>
        </Suspense>
      ) : null}
    </section>
  );
}

function receivedInWords({ carrier, what, life, narrowness }: HandOut, stored: boolean): string {
  if (carrier === "stored-secret" && !stored) {
    return `They would need ${what}. It is kept back, so their pulls are refused.`;
  }
  return `${carrier === "none" ? "They receive" : "For each pull they receive"} ${what}. How long it counts: ${life}. How far it reaches: ${narrowness}.`;
}

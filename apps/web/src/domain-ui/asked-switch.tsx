import { lazy, type ReactNode, Suspense, useState } from "react";
import type { useUpdateRegistry } from "#src/api/update-registry.ts";
import { Switch } from "#src/ui/switch.tsx";
import { FailurePanel } from "./failure-panel.tsx";

const AlertDialog = lazy(async () => ({
  default: (await import("#src/ui/alert-dialog.tsx")).AlertDialog,
}));

/** A setting of a registry that opens something: turning it on is asked twice, turning it off is not. */
export function AskedSwitch({
  label,
  checked,
  about,
  question,
  confirm,
  consequence,
  update,
  onSet,
}: {
  label: string;
  checked: boolean;
  /** What the setting means as it stands. */
  about: ReactNode;
  question: string;
  /** The deed, on the button that turns it on. */
  confirm: string;
  consequence: ReactNode;
  update: Pick<ReturnType<typeof useUpdateRegistry>, "error" | "isPending">;
  /** Saves it, and calls `settled` once that has ended, well or not. */
  onSet: (next: boolean, settled: () => void) => void;
}) {
  const [asking, setAsking] = useState(false);
  const set = (next: boolean) => onSet(next, () => setAsking(false));
  return (
    <div className="space-y-2">
      <Switch
        label={label}
        checked={checked}
        onChange={(next) => {
          if (next) setAsking(true);
          else set(false);
        }}
      />
      <p className="max-w-prose text-table text-muted">{about}</p>
      <FailurePanel title="Nothing was changed." error={update.error} />
      {asking ? (
        <Suspense>
          <AlertDialog
            open
            onOpenChange={setAsking}
            title={question}
            confirm={confirm}
            danger
            busy={update.isPending && "Saving…"}
            onConfirm={() => set(true)}
          >
            <p>{consequence}</p>
          </AlertDialog>
        </Suspense>
      ) : null}
    </div>
  );
}

import type { Effect } from "@berth/api-contract";
import { ImpactTable } from "#src/domain-ui/impact-table.tsx";
import { plural } from "#src/lib/time-format.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

/** Images that work today will get another credential, or none: asks before that is saved. */
export function ConfirmMovesDialog({
  effect,
  onConfirm,
  onClose,
}: {
  effect: Effect;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { lose, switch: switched } = effect;
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title="Save these patterns?"
      confirm="Save patterns"
      wide
      onConfirm={onConfirm}
    >
      <p>
        {[
          lose.length > 0 &&
            `${plural(lose.length, "image loses its", "images lose their")} credential.`,
          switched.length > 0 &&
            `${plural(switched.length, "image gets", "images get")} another registry's credential.`,
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
      <ImpactTable effect={effect} startOpen={lose.length > 0 ? "lose" : "switch"} />
    </AlertDialog>
  );
}

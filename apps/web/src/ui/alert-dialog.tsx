import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { Button } from "./button.tsx";
import { backdropStyles, dialogStyles } from "./dialog-styles.ts";

/**
 * Asks before something that cannot be undone or would lose work. The focus starts on the way out, which is also what
 * Esc does. `confirm` names the deed: "Delete registry".
 */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  children,
  confirm,
  cancel = "Cancel",
  danger = false,
  busy = false,
  wide = false,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  confirm: string;
  cancel?: string | undefined;
  danger?: boolean | undefined;
  /** Words while the deed is done. */
  busy?: string | false | undefined;
  /** For lists of what the deed touches. */
  wide?: boolean | undefined;
  onConfirm: () => void;
}) {
  const wayOut = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyles} />
        <Base.Popup
          initialFocus={wayOut}
          className={classNames(dialogStyles, wide ? "max-w-3xl" : "max-w-lg")}
        >
          <Base.Title className="text-h2 font-semibold">{title}</Base.Title>
          <Base.Description render={<div className="mt-2 space-y-3" />}>
            {children}
          </Base.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Base.Close render={<Button ref={wayOut} />}>{cancel}</Base.Close>
            <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

import { ShortcutList } from "#src/domain-ui/shortcut-list.tsx";
import { Dialog } from "#src/ui/dialog.tsx";

/** All keys, over whatever page it is asked for on. */
export function ShortcutSheet({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="Single keys do nothing in a field, and can be turned off under Your account."
    >
      <ShortcutList />
    </Dialog>
  );
}

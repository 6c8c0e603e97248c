import { Dialog } from "@base-ui/react/dialog";
import type { OrganizationMembership } from "#src/api/session.ts";
import { xGlyph } from "#src/ui/glyphs.ts";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { Icon } from "#src/ui/icon.tsx";
import { LeftRail } from "./left-rail.tsx";

/** The rail on small screens: a dialog from the left. */
export function NavigationDrawer({
  organization,
  open,
  onOpenChange,
}: {
  organization: OrganizationMembership;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-30 w-72 max-w-[85vw] overflow-y-auto border-e border-divider bg-canvas transition-[translate] duration-200 ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex h-(--top-bar-height) items-center justify-between border-b border-divider ps-4 pe-2">
            <Dialog.Title className="font-semibold">Navigation</Dialog.Title>
            <Dialog.Close aria-label="Close navigation" className={iconButtonStyles()}>
              <Icon glyph={xGlyph} size={20} />
            </Dialog.Close>
          </div>
          <LeftRail organization={organization} onNavigate={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

import { Dialog as Base } from "@base-ui/react/dialog";
import { xGlyph } from "./glyphs.ts";
import type { ReactNode, RefObject } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { iconButtonStyles } from "./button-styles.ts";
import { backdropStyles, dialogStyles } from "./dialog-styles.ts";
import { Icon } from "./icon.tsx";

/**
 * A modal dialog: the page behind is inert, Esc closes, and the focus returns to what opened it. Import it lazily
 * where it is opened, its code is not part of the first screen.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  wide = false,
  dismissible = true,
  initialFocus,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  wide?: boolean | undefined;
  /** False where leaving would lose something: Esc, the backdrop and the close button are then gone. */
  dismissible?: boolean | undefined;
  /** The least harmful control; the first one by default. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
}) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (next || dismissible) onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={backdropStyles} />
        <Base.Popup
          initialFocus={initialFocus}
          className={classNames(dialogStyles, wide ? "max-w-3xl" : "max-w-lg")}
        >
          <Base.Title className={classNames("text-h2 font-semibold", dismissible && "pe-8")}>
            {title}
          </Base.Title>
          {description ? (
            <Base.Description className="mt-1 text-muted">{description}</Base.Description>
          ) : null}
          <div className="mt-4">{children}</div>
          {/* Last, so that the focus starts in the content. */}
          {dismissible ? (
            <Base.Close
              aria-label="Close"
              className={classNames(iconButtonStyles("small"), "absolute top-5 right-5")}
            >
              <Icon glyph={xGlyph} />
            </Base.Close>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

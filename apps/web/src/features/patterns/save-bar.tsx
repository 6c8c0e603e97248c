import { memo } from "react";
import { plural } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";

/**
 * The way to save, in sight as long as something is not saved. The button says how many images it moves. Memoized: most
 * keys move no other images than the one before.
 */
export const SaveBar = memo(function SaveBar({
  hidden,
  moved,
  conflict,
  saving,
  onDiscard,
}: {
  /** Nothing is to be saved. */
  hidden: boolean;
  moved: number;
  /** Somebody else has saved meanwhile. */
  conflict: boolean;
  saving: boolean;
  onDiscard: () => void;
}) {
  return (
    <div
      hidden={hidden}
      className="sticky bottom-0 z-2 -mx-1 flex flex-wrap items-center gap-2 border-t border-divider bg-canvas px-1 py-3"
    >
      <Button
        type="submit"
        variant="primary"
        busy={saving && "Saving…"}
        unavailable={conflict}
        // Long, and on a phone with large text longer than its line.
        className="max-w-full wrap-anywhere whitespace-normal!"
        aria-describedby={conflict ? "save-bar-reason" : undefined}
      >
        {moved === 0
          ? "Save patterns"
          : `Save patterns (${plural(moved, "image changes", "images change")})`}
      </Button>
      <Button variant="quiet" onClick={onDiscard}>
        Discard
      </Button>
      <span id="save-bar-reason" className="text-table text-muted">
        {conflict ? "Choose between the two versions first." : "Unsaved changes"}
      </span>
    </div>
  );
});

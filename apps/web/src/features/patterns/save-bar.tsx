import type { Effect } from "@berth/api-contract";
import { changedImages } from "#src/domain-ui/impact-table.tsx";
import { plural } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import type { PatternDraft } from "./use-pattern-draft.ts";

/** The way to save, in sight as long as something is not saved. The button says how many images it moves. */
export function SaveBar({
  draft,
  effect,
  saving,
  onDiscard,
}: {
  draft: PatternDraft;
  effect: Effect | null;
  saving: boolean;
  onDiscard: () => void;
}) {
  if (!draft.dirty) return null;
  const moved = effect ? changedImages(effect) : 0;
  return (
    <div className="sticky bottom-0 z-2 -mx-1 flex flex-wrap items-center gap-2 border-t border-divider bg-canvas px-1 py-3">
      <Button
        type="submit"
        variant="primary"
        busy={saving && "Saving…"}
        unavailable={draft.theirs !== null}
        aria-describedby={draft.theirs === null ? undefined : "save-bar-reason"}
      >
        {moved === 0
          ? "Save patterns"
          : `Save patterns (${plural(moved, "image changes", "images change")})`}
      </Button>
      <Button variant="quiet" onClick={onDiscard}>
        Discard
      </Button>
      <span id="save-bar-reason" className="text-table text-muted">
        {draft.theirs === null ? "Unsaved changes" : "Choose between the two versions first."}
      </span>
    </div>
  );
}

import { describeError, isApiError } from "#src/api/errors.ts";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { Notice } from "#src/ui/notice.tsx";
import type { useSavePatterns } from "./use-save-patterns.ts";

/** Refusals that stand elsewhere on the page, at the rows or as a choice. */
const shownElsewhere = [
  "validation_failed",
  "pattern_taken",
  "expectation_broken",
  "conflict",
] as const;

/** What the last save brought, in place. */
export function SaveOutcome({
  org,
  save,
}: {
  org: string;
  save: ReturnType<typeof useSavePatterns>;
}) {
  if (save.error && !isApiError(save.error, ...shownElsewhere)) {
    const { message, requestId } = describeError(save.error);
    return <ErrorPanel title="Nothing was saved." message={message} requestId={requestId} />;
  }
  if (!save.data) return null;
  const moved = save.variables.images ?? 0;
  return (
    <Notice tone="success" live title="Saved.">
      {moved === 0 ? (
        "No image pulled in the last 30 days changed its credential."
      ) : (
        <>
          {plural(moved, "image")} changed credential; {moved === 1 ? "its" : "their"} next pulls
          appear in{" "}
          <Link to={paths.pulls(org)} className="link">
            Pull activity
          </Link>
          .
        </>
      )}
    </Notice>
  );
}

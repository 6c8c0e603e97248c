import { describeError } from "#src/api/errors.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import type { PatternPreview } from "./use-pattern-preview.ts";

/** The server could not confirm what this page worked out; nothing shown is lost. */
export function PreviewFailure({ preview }: { preview: PatternPreview }) {
  if (!preview.error) return null;
  const { message, requestId } = describeError(preview.error);
  return (
    <ErrorPanel
      title="The server did not confirm this preview."
      message={`It was worked out in this browser alone. ${message}`}
      requestId={requestId}
      onRetry={preview.retry}
    />
  );
}

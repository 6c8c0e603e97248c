import type { ReactNode } from "react";
import { describeError } from "#src/api/errors.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";

/** Says what didn't happen, and why as the server told it; nothing as long as nothing went wrong. */
export function FailurePanel({
  title,
  error,
  ...more
}: {
  /** "Nothing was saved." */
  title: string;
  error: unknown;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  actions?: ReactNode;
}) {
  if (!error) return null;
  const { message, requestId } = describeError(error);
  return <ErrorPanel title={title} message={message} requestId={requestId} {...more} />;
}

import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { MarkedText } from "./marked-text.tsx";
import { Notice } from "./notice.tsx";

/** Something could not be loaded or done. Stands above the data that is still there; filters and forms stay. */
export function ErrorPanel({
  title,
  message,
  requestId = "",
  onRetry,
  retrying = false,
  actions,
}: {
  /** "Couldn't load registries." */
  title: string;
  message: string;
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  actions?: ReactNode;
}) {
  return (
    <div role="alert">
      <Notice
        tone="danger"
        title={title}
        actions={
          <>
            {onRetry ? (
              <Button size="small" onClick={onRetry} busy={retrying && "Trying again…"}>
                Try again
              </Button>
            ) : null}
            {actions}
            {requestId === "" ? null : (
              <CopyButton text={requestId} what="request id" size="small" variant="quiet" />
            )}
          </>
        }
      >
        <MarkedText>{message}</MarkedText>
        {requestId === "" ? null : (
          <p className="mt-1 text-meta text-muted">
            Request id <code className="reference-text">{requestId}</code>
          </p>
        )}
      </Notice>
    </div>
  );
}

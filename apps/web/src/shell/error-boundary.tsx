import { Component, type ReactNode } from "react";
import { describeError, isApiError } from "#src/api/errors.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageMessage } from "./page-message.tsx";

interface Props {
  /** A new value clears the error: a navigation leaves the broken page. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  error: unknown;
  failed: boolean;
  resetKey: string;
}

/** Catches what a page throws. A missing thing becomes the not-found page; all else says that something broke. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  /** A navigation leaves the broken page behind. */
  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    if (props.resetKey === state.resetKey) return null;
    return { resetKey: props.resetKey, error: null, failed: false };
  }

  override render(): ReactNode {
    const { error, failed } = this.state;
    if (!failed) return this.props.children;
    if (isApiError(error, "not_found")) return <NotFoundPage />;
    return <BrokenPage error={error} />;
  }
}

function BrokenPage({ error }: { error: unknown }) {
  const { message, requestId } = describeError(error);
  const fromServer = isApiError(error);
  return (
    <PageMessage
      title={fromServer ? "This page couldn't be loaded" : "Something broke on our side"}
      actions={
        <>
          <Button variant="primary" onClick={() => window.location.reload()}>
            Load again
          </Button>
          {requestId === "" ? null : <CopyButton text={requestId} what="request id" />}
        </>
      }
    >
      <p>{message}</p>
      {requestId === "" ? null : (
        <p className="text-muted">
          Request id <code className="reference-text">{requestId}</code>
        </p>
      )}
    </PageMessage>
  );
}

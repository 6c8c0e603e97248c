import { type ReactNode, useDeferredValue, useEffect, useRef } from "react";
import { describeError } from "#src/api/errors.ts";
import { focusHeading } from "#src/lib/focus-heading.ts";
import { formatClock } from "#src/lib/time-format.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { LoadingRegion } from "#src/ui/skeleton.tsx";
import { type PageInWaiting, WaitingHeader } from "./waiting-header.tsx";

/** The parts of a query's result that decide what is shown. */
interface QueryFacts<Data> {
  data: Data | undefined;
  error: unknown;
  isFetching: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

/**
 * Shows what a query brought: a skeleton while there is nothing, the reason where it failed, and the data whenever
 * there is some, also beside a failure. So an empty list is only ever shown as empty when it is.
 */
export function DataRegion<Data>({
  query,
  what,
  skeleton,
  page,
  holdsRoom,
  children,
}: {
  query: QueryFacts<Data>;
  /** What is loaded, as in "Couldn't load registries." */
  what: string;
  skeleton: ReactNode;
  /** Where the data brings the page's header with it: what stands for that until then. */
  page?: PageInWaiting | undefined;
  /** The skeleton is as high as what follows, and takes that room from the beginning. */
  holdsRoom?: boolean | undefined;
  children: (data: Data) => ReactNode;
}) {
  const { data, error, isFetching } = query;
  // An answer is told of at once, in one piece; what it brings is drawn behind that, in slices between which the browser
  // answers: a long table keeps a slow phone busy for a tenth of a second.
  const drawn = useDeferredValue(data !== undefined);
  useFocusAfterFailure(data === undefined && Boolean(error), drawn);
  return (
    <>
      {page && error && data === undefined ? <WaitingHeader {...page} last /> : null}
      {error ? (
        <div className="mb-4">
          <ErrorPanel
            title={`Couldn't load ${what}.`}
            message={
              data === undefined
                ? describeError(error).message
                : `Showing data from ${formatClock(query.dataUpdatedAt)}. ${describeError(error).message}`
            }
            requestId={describeError(error).requestId}
            onRetry={() => void query.refetch()}
            retrying={isFetching}
          />
        </div>
      ) : null}
      <LoadingRegion
        loading={!drawn && (data !== undefined || !error)}
        label={`Loading ${what}`}
        skeleton={skeleton}
        holdsRoom={holdsRoom}
        heading={page && !error ? <WaitingHeader {...page} last={false} /> : null}
      >
        {data === undefined || !drawn ? null : children(data)}
      </LoadingRegion>
    </>
  );
}

/** "Try again" goes with the failure it stood under: the focus that was on it goes to the page's title. */
function useFocusAfterFailure(failed: boolean, drawn: boolean): void {
  const hadFailed = useRef(false);
  useEffect(() => {
    if (failed) hadFailed.current = true;
    if (failed || !drawn || !hadFailed.current) return;
    hadFailed.current = false;
    if (document.activeElement === document.body) focusHeading();
  }, [failed, drawn]);
}

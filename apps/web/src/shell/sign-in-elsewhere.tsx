import { useMutation } from "@tanstack/react-query";
import type { RefObject } from "react";
import { describeError } from "#src/api/errors.ts";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";

/**
 * For somebody who signs in with an identity provider: in another tab, because going there would lose what was typed
 * here. All tabs share the session, so this one goes on with it.
 */
export function SignInElsewhere({
  first,
  onGoOn,
}: {
  /** The link, for a dialog to put the focus on. */
  first: RefObject<HTMLAnchorElement | null>;
  onGoOn: () => Promise<unknown>;
}) {
  const goOn = useMutation({ mutationFn: onGoOn });
  return (
    <div className="space-y-4">
      <p>
        Your account has no password of Berth: sign in again in a new tab, then come back to this
        one. What you typed here stays.
      </p>
      {goOn.error ? (
        <ErrorPanel
          title="You have not signed in again yet."
          message={describeError(goOn.error).message}
          requestId={describeError(goOn.error).requestId}
        />
      ) : null}
      <div className="flex flex-wrap gap-2">
        <a
          ref={first}
          href={paths.login()}
          target="_blank"
          rel="noreferrer"
          className={buttonStyles("primary")}
        >
          Sign in again<span className="sr-only"> in a new tab</span>
        </a>
        <Button busy={goOn.isPending && "Going on…"} onClick={() => goOn.mutate()}>
          I have signed in
        </Button>
      </div>
    </div>
  );
}

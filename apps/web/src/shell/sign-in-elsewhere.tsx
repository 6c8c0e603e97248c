import { useMutation } from "@tanstack/react-query";
import type { RefObject } from "react";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";

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
      <FailurePanel title="You have not signed in again yet." error={goOn.error} />
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

import type { TotpSetup } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { secondFactorQuery } from "#src/api/account.ts";
import { call } from "#src/api/client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { describeError } from "#src/api/errors.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { plural } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";

const TotpDialog = lazy(async () => ({
  default: (await import("./totp-dialog.tsx")).TotpDialog,
}));
const RecoveryCodesDialog = lazy(async () => ({
  default: (await import("./recovery-codes-dialog.tsx")).RecoveryCodesDialog,
}));
const TotpOffDialog = lazy(async () => ({
  default: (await import("./totp-off-dialog.tsx")).TotpOffDialog,
}));

type Open =
  | { dialog: "set-up"; setup: TotpSetup }
  | { dialog: "codes"; codes: readonly string[] }
  | { dialog: "off" };

/** Codes from an app beside the password, and recovery codes for when the app is lost. */
export function SecondFactorSection({
  onBusy,
}: {
  /** Whether one of its dialogs stands over the page, for a page that would otherwise go on by itself. */
  onBusy?: ((busy: boolean) => void) | undefined;
} = {}) {
  const queryClient = useQueryClient();
  const query = useQuery(secondFactorQuery);
  const [open, setDialog] = useState<Open | null>(null);
  const setOpen = (next: Open | null) => {
    setDialog(next);
    onBusy?.(next !== null);
  };
  const begin = useMutation({
    mutationFn: () => call("POST /account/second-factor/totp", {}),
    onSuccess: (setup) => setOpen({ dialog: "set-up", setup }),
  });
  const renew = useMutation({
    mutationFn: () => call("POST /account/second-factor/recovery-codes", {}),
    onSuccess: ({ codes }) => showCodes(codes),
  });
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
    // What an organization that asks for one opens depends on it.
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const showCodes = (codes: readonly string[]) => {
    refresh();
    setOpen({ dialog: "codes", codes });
  };
  const close = () => setOpen(null);
  const error = begin.error ?? renew.error;

  return (
    <section aria-labelledby="second-factor" className="space-y-4">
      <div>
        <h2 id="second-factor" className="text-h2 font-semibold">
          Second factor
        </h2>
        <p className="text-muted">
          With an authenticator app the sign-in asks for a code beside the password, so that a
          stolen password alone opens nothing.
        </p>
      </div>
      {error ? (
        <ErrorPanel
          title="Nothing was changed."
          message={describeError(error).message}
          requestId={describeError(error).requestId}
        />
      ) : null}
      <DataRegion query={query} what="your second factor" skeleton={<SkeletonText />}>
        {({ totp, recoveryCodesLeft }) =>
          totp ? (
            <div className="space-y-3">
              <StatusBadge
                shape="check-circle"
                tone="success"
                word="On"
                detail={`${plural(recoveryCodesLeft, "recovery code", "recovery codes")} left`}
              />
              <div className="flex flex-wrap gap-2">
                <Button busy={renew.isPending && "Making…"} onClick={() => renew.mutate()}>
                  Make new recovery codes
                </Button>
                <Button onClick={() => setOpen({ dialog: "off" })}>Turn off…</Button>
              </div>
            </div>
          ) : (
            <div className="space-y-3">
              <StatusBadge shape="dashed-circle" tone="neutral" word="Off" />
              <div>
                <Button busy={begin.isPending && "Beginning…"} onClick={() => begin.mutate()}>
                  Set up an app
                </Button>
              </div>
            </div>
          )
        }
      </DataRegion>
      <Suspense>
        {open?.dialog === "set-up" ? (
          <TotpDialog setup={open.setup} onActivated={showCodes} onClose={close} />
        ) : null}
        {open?.dialog === "codes" ? (
          <RecoveryCodesDialog codes={open.codes} onClose={close} />
        ) : null}
        {open?.dialog === "off" ? <TotpOffDialog onClose={close} onDone={refresh} /> : null}
      </Suspense>
    </section>
  );
}

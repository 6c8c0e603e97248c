import type { PasskeySetup, PasskeyView, SecondFactorView, TotpSetup } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { secondFactorQuery } from "#src/api/account.ts";
import { call } from "#src/api/client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { plural } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Factor } from "./factor-off-dialog.tsx";
import { PasskeyList, whyNoPasskeys } from "./passkey-list.tsx";

const TotpDialog = lazy(async () => ({
  default: (await import("./totp-dialog.tsx")).TotpDialog,
}));
const PasskeyDialog = lazy(async () => ({
  default: (await import("./passkey-dialog.tsx")).PasskeyDialog,
}));
const PasskeyRenameDialog = lazy(async () => ({
  default: (await import("./passkey-rename-dialog.tsx")).PasskeyRenameDialog,
}));
const RecoveryCodesDialog = lazy(async () => ({
  default: (await import("./recovery-codes-dialog.tsx")).RecoveryCodesDialog,
}));
const FactorOffDialog = lazy(async () => ({
  default: (await import("./factor-off-dialog.tsx")).FactorOffDialog,
}));

type Open =
  | { dialog: "app"; setup: TotpSetup }
  | { dialog: "passkey"; setup: PasskeySetup }
  | { dialog: "rename"; passkey: PasskeyView }
  | { dialog: "codes"; codes: readonly string[] }
  | { dialog: "off"; factor: Factor; last: boolean };

/** Passkeys and codes from an app beside the password, and recovery codes for when both are lost. */
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
  const beginApp = useMutation({
    mutationFn: () => call("POST /account/second-factor/totp", {}),
    onSuccess: (setup) => setOpen({ dialog: "app", setup }),
  });
  const beginPasskey = useMutation({
    mutationFn: () => call("POST /account/second-factor/passkeys/prepare", {}),
    onSuccess: (setup) => setOpen({ dialog: "passkey", setup }),
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
  const added = (words: string) => (codes: readonly string[] | null) => {
    if (codes !== null) {
      showCodes(codes);
      return;
    }
    refresh();
    announce(words);
    close();
  };
  const error = beginApp.error ?? beginPasskey.error ?? renew.error;

  return (
    <section aria-labelledby="second-factor" className="space-y-4">
      <div>
        <h2 id="second-factor" className="text-h2 font-semibold">
          Second factor
        </h2>
        <p className="text-muted">
          With a passkey or an authenticator app the sign-in asks for more than the password, so
          that a stolen password alone opens nothing.
        </p>
      </div>
      <FailurePanel title="Nothing was changed." error={error} />
      <DataRegion query={query} what="your second factor" skeleton={<SkeletonText />}>
        {(factors) => (
          <div className="space-y-5">
            <div className="space-y-3">
              <h3 className="font-semibold">Passkeys</h3>
              {factors.passkeys.length > 0 ? (
                <PasskeyList
                  passkeys={factors.passkeys}
                  onRename={(passkey) => setOpen({ dialog: "rename", passkey })}
                  onRemove={({ id, name }) =>
                    setOpen({
                      dialog: "off",
                      factor: { kind: "passkey", id, name },
                      last: countOf(factors) === 1,
                    })
                  }
                />
              ) : null}
              <AddPasskey
                factors={factors}
                busy={beginPasskey.isPending}
                onAdd={() => beginPasskey.mutate()}
              />
            </div>
            <div className="space-y-3">
              <h3 className="font-semibold">Authenticator app</h3>
              {factors.totp ? (
                <>
                  <StatusBadge shape="check-circle" tone="success" word="On" />
                  <div>
                    <Button
                      onClick={() =>
                        setOpen({
                          dialog: "off",
                          factor: { kind: "app" },
                          last: countOf(factors) === 1,
                        })
                      }
                    >
                      Turn off…
                    </Button>
                  </div>
                </>
              ) : (
                <>
                  <StatusBadge shape="dashed-circle" tone="neutral" word="Off" />
                  <div>
                    <Button
                      busy={beginApp.isPending && "Beginning…"}
                      onClick={() => beginApp.mutate()}
                    >
                      Set up an app
                    </Button>
                  </div>
                </>
              )}
            </div>
            {countOf(factors) > 0 ? (
              <div className="space-y-3">
                <h3 className="font-semibold">Recovery codes</h3>
                <p>
                  {plural(factors.recoveryCodesLeft, "recovery code", "recovery codes")} left. Each
                  signs you in once in place of a passkey or the app.
                </p>
                <Button busy={renew.isPending && "Making…"} onClick={() => renew.mutate()}>
                  Make new recovery codes
                </Button>
              </div>
            ) : null}
          </div>
        )}
      </DataRegion>
      <Suspense>
        {open?.dialog === "app" ? (
          <TotpDialog setup={open.setup} onActivated={added("The app is on")} onClose={close} />
        ) : null}
        {open?.dialog === "passkey" ? (
          <PasskeyDialog
            setup={open.setup}
            onAdded={added("The passkey is added")}
            onClose={close}
          />
        ) : null}
        {open?.dialog === "rename" ? (
          <PasskeyRenameDialog passkey={open.passkey} onClose={close} onDone={refresh} />
        ) : null}
        {open?.dialog === "codes" ? (
          <RecoveryCodesDialog codes={open.codes} onClose={close} />
        ) : null}
        {open?.dialog === "off" ? (
          <FactorOffDialog factor={open.factor} last={open.last} onClose={close} onDone={refresh} />
        ) : null}
      </Suspense>
    </section>
  );
}

function AddPasskey({
  factors: { passkeySupport },
  busy,
  onAdd,
}: {
  factors: SecondFactorView;
  busy: boolean;
  onAdd: () => void;
}) {
  const why = whyNoPasskeys(passkeySupport);
  if (why !== null) return <p className="text-muted">{why}</p>;
  return (
    <Button busy={busy && "Beginning…"} onClick={onAdd}>
      Add a passkey…
    </Button>
  );
}

function countOf({ totp, passkeys }: SecondFactorView): number {
  return passkeys.length + (totp ? 1 : 0);
}

import type { SecondFactorAsk, SecondStep } from "@berth/api-contract";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { ApiError, isApiError } from "#src/api/errors.ts";

const SecondStepDialog = lazy(async () => ({
  default: (await import("./second-step-dialog.tsx")).SecondStepDialog,
}));

type Send = (step: SecondStep) => Promise<void>;
type Open = {
  ask: SecondFactorAsk;
  send: Send;
  resolve: () => void;
  reject: (error: unknown) => void;
};

/**
 * For forms whose request may need the second factor. `withSecondStep` sends it, asks where it has to and sends it again;
 * it rejects with what the form has to show. `dialog` has to stand beside the form.
 */
export function useSecondStepDialog(): {
  withSecondStep: (send: Send) => Promise<void>;
  dialog: ReactNode;
} {
  const [open, setOpen] = useState<Open | null>(null);
  const withSecondStep = async (send: Send) => {
    try {
      await send({});
    } catch (error) {
      if (!isApiError(error, "second_factor_required") || error.secondFactor === null) throw error;
      const ask = error.secondFactor;
      await new Promise<void>((resolve, reject) => setOpen({ ask, send, resolve, reject }));
    }
  };
  const dialog =
    open === null ? null : (
      <Suspense>
        <SecondStepDialog
          ask={open.ask}
          send={open.send}
          onDone={() => {
            setOpen(null);
            open.resolve();
          }}
          onFailed={(error) => {
            setOpen(null);
            open.reject(error);
          }}
          onClose={() => {
            setOpen(null);
            open.reject(notConfirmed());
          }}
        />
      </Suspense>
    );
  return { withSecondStep, dialog };
}

/** As if the server had refused it, for the form to show at its top. */
function notConfirmed(): ApiError {
  return new ApiError({
    status: 403,
    code: "confirmation_failed",
    message: "Nothing was changed: the second factor is missing.",
  });
}

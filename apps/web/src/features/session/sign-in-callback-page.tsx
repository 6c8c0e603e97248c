import type { SingleSignOnAnswer } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { clearSessionEnd } from "#src/api/session-end.ts";
import { sessionQuery } from "#src/api/session.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PasskeyError } from "#src/lib/passkey-error.ts";
import { safeReturnPath } from "#src/lib/return-path.ts";
import { paths } from "#src/paths.ts";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import {
  SecondStepButtons,
  SecondStepFields,
} from "#src/domain-ui/second-step/second-step-fields.tsx";
import { useSecondStep } from "#src/domain-ui/second-step/use-second-step.ts";
import { NotSignedIn } from "./not-signed-in.tsx";

/** Where the identity provider sends the browser back to: hands the answer over, once, and takes it out of the address. */
export function SignInCallbackPage() {
  useDocumentTitle("Sign in");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [answer] = useState(() => window.location.search);
  const sent = useRef(false);
  const id = useId();
  const code = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const step = useSecondStep({ code, button });
  const asked = step.ask !== null;
  const [missing, setMissing] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  const finish = useMutation({
    mutationFn: async () =>
      call("POST /sign-in/single-sign-on/finish", { body: { answer, ...(await step.read()) } }),
    onSuccess: ({ session, secondFactor, returnTo }: SingleSignOnAnswer) => {
      step.set(secondFactor);
      if (session === null) return;
      queryClient.setQueryData(sessionQuery.queryKey, session);
      clearSessionEnd();
      void navigate(safeReturnPath(returnTo) ?? paths.root(), { replace: true });
    },
    onError: (error) => {
      step.note(error);
      setAttempt((before) => before + 1);
    },
  });
  const { mutate } = finish;

  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    void navigate(paths.signInCallback(), { replace: true });
    mutate();
  }, [mutate, navigate]);

  const { error } = finish;
  const over = error !== null && !(asked && canTryAgain(error));
  if (over) return <NotSignedIn error={error} />;
  if (!asked) {
    return (
      <LoadingRegion loading label="Signing in" skeleton={<SkeletonText />}>
        {null}
      </LoadingRegion>
    );
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (finish.isPending) return;
    const complaint = step.complaint();
    setMissing(complaint);
    if (complaint === null) mutate();
    else setAttempt((before) => before + 1);
  };
  const message = missing ?? (error ? describeError(error).message : null);
  return (
    <>
      <PageHeader title="Sign in" />
      <form onSubmit={submit} noValidate className="space-y-4">
        {message === null || finish.isPending ? null : (
          <ErrorSummaryBox
            lines={[step.way === "code" ? { message, fieldId: id } : { message }]}
            attempt={attempt}
          />
        )}
        <SecondStepFields id={id} step={step} input={code} error={message ?? undefined} />
        <SecondStepButtons
          step={step}
          button={button}
          verb="Sign in"
          busy={finish.isPending && "Signing in…"}
          onOther={() => {
            finish.reset();
            setMissing(null);
          }}
        />
      </form>
    </>
  );
}

/** Another try may do; everything else begins anew. */
function canTryAgain(error: unknown): boolean {
  if (error instanceof PasskeyError) return true;
  return isApiError(error, "second_factor_failed", "rate_limited", "unreachable", "unavailable");
}

import type { SingleSignOnAnswer } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { clearSessionEnd } from "#src/api/session-end.ts";
import { sessionQuery } from "#src/api/session.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { safeReturnPath } from "#src/lib/return-path.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { PageMessage } from "#src/shell/page-message.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { CodeField } from "./code-field.tsx";

/** Where the identity provider sends the browser back to: hands the answer over, once, and takes it out of the address. */
export function SignInCallbackPage() {
  useDocumentTitle("Sign in");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [answer] = useState(() => window.location.search);
  const sent = useRef(false);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [asksForCode, setAsksForCode] = useState(false);
  const [missing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(0);

  const finish = useMutation({
    mutationFn: (code: string | null) =>
      call("POST /sign-in/single-sign-on/finish", {
        body: { answer, ...(code === null ? {} : { code }) },
      }),
    onSuccess: ({ session, returnTo }: SingleSignOnAnswer) => {
      if (session === null) {
        setAsksForCode(true);
        return;
      }
      queryClient.setQueryData(sessionQuery.queryKey, session);
      clearSessionEnd();
      void navigate(safeReturnPath(returnTo) ?? paths.root(), { replace: true });
    },
    onError: () => setAttempt((before) => before + 1),
  });
  const { mutate } = finish;

  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    void navigate(paths.signInCallback(), { replace: true });
    mutate(null);
  }, [mutate, navigate]);
  useEffect(() => {
    if (asksForCode) field.current?.focus();
  }, [asksForCode]);

  const { error } = finish;
  const over = error !== null && !(asksForCode && canTryAgain(error));
  if (over) {
    return (
      <PageMessage
        title="You are not signed in"
        actions={
          <Link to={paths.login()} className={buttonStyles("primary")}>
            Back to sign-in
          </Link>
        }
      >
        <p>{describeError(error).message}</p>
      </PageMessage>
    );
  }
  if (!asksForCode) {
    return (
      <LoadingRegion loading label="Signing in" skeleton={<SkeletonText />}>
        {null}
      </LoadingRegion>
    );
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (finish.isPending) return;
    const code = field.current?.value.trim() ?? "";
    setMissing(code === "");
    if (code === "") setAttempt((before) => before + 1);
    else mutate(code);
  };
  const message = missing
    ? "Enter the code that your app shows."
    : error
      ? describeError(error).message
      : null;
  return (
    <>
      <PageHeader title="Sign in" />
      <form onSubmit={submit} noValidate className="space-y-4">
        {message === null || finish.isPending ? null : (
          <ErrorSummaryBox lines={[{ message, fieldId: id }]} attempt={attempt} />
        )}
        <CodeField id={id} input={field} error={message ?? undefined} />
        <Button type="submit" variant="primary" busy={finish.isPending && "Signing in…"}>
          Sign in
        </Button>
      </form>
    </>
  );
}

/** Another code may do; everything else begins anew. */
function canTryAgain(error: unknown): boolean {
  return isApiError(error, "second_factor_failed", "rate_limited", "unreachable", "unavailable");
}

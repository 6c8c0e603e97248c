import type { SecondFactorAsk, SecondStep } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { clearSessionEnd } from "#src/api/session-end.ts";
import { sessionQuery } from "#src/api/session.ts";
import { SecondStepForm } from "#src/domain-ui/second-step/second-step-form.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { safeReturnPath } from "#src/lib/return-path.ts";
import { paths } from "#src/paths.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { NotSignedIn } from "./not-signed-in.tsx";

/** Where the identity provider sends the browser back to: hands the answer over, once, and takes it out of the address. */
export function SignInCallbackPage() {
  useDocumentTitle("Sign in");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [answer] = useState(() => window.location.search);
  const sent = useRef(false);
  const [ask, setAsk] = useState<SecondFactorAsk | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const finish = async (step: SecondStep) => {
    const { session, secondFactor, returnTo } = await call("POST /sign-in/single-sign-on/finish", {
      body: { answer, ...step },
    });
    setAsk(secondFactor);
    if (session === null) return;
    queryClient.setQueryData(sessionQuery.queryKey, session);
    clearSessionEnd();
    void navigate(safeReturnPath(returnTo) ?? paths.root(), { replace: true });
  };
  const { mutate } = useMutation({ mutationFn: () => finish({}), onError: setFailure });

  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    void navigate(paths.signInCallback(), { replace: true });
    mutate();
  }, [mutate, navigate]);

  if (failure !== null) return <NotSignedIn error={failure} />;
  if (ask === null) {
    return (
      <LoadingRegion loading label="Signing in" skeleton={<SkeletonText />}>
        {null}
      </LoadingRegion>
    );
  }
  return (
    <>
      <PageHeader title="Sign in" />
      <SecondStepForm
        ask={ask}
        verb="Sign in"
        busy="Signing in…"
        send={finish}
        onFailed={setFailure}
      />
    </>
  );
}

import { passwordResetSchema } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { SecretField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { takeLinkToken } from "#src/lib/link-token.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { PageMessage } from "#src/shell/page-message.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { useSecondStepDialog } from "#src/domain-ui/second-step/use-second-step-dialog.tsx";
import { HiddenUsername } from "#src/ui/hidden-username.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";

/** A link to set a new password leads here. */
export function ResetPage() {
  const [token] = useState(takeLinkToken);
  const [done, setDone] = useState(false);
  const query = useQuery({
    queryKey: ["password-reset", token],
    queryFn: ({ signal }) => call("POST /password-reset/look", { body: { token }, signal }),
    enabled: token !== "" && !done,
    staleTime: Infinity,
  });
  if (done) {
    return (
      <PageMessage title="Your new password is set" actions={<ToSignIn />}>
        <p>You were signed out everywhere. Sign in with the new password.</p>
      </PageMessage>
    );
  }
  if (token === "" || isApiError(query.error, "reset_invalid")) {
    return (
      <PageMessage
        title="This link can't be used"
        actions={
          <Link to={paths.forgot()} className={buttonStyles("primary")}>
            Ask for a new link
          </Link>
        }
      >
        <p>
          {token === ""
            ? "The link is not complete. Open it once more from where you got it, whole and in one piece."
            : describeError(query.error).message}
        </p>
      </PageMessage>
    );
  }
  return (
    <>
      <PageHeader title="Set a new password" />
      <DataRegion query={query} what="the link" skeleton={<SkeletonText />}>
        {({ email }) => <NewPassword token={token} email={email} onDone={() => setDone(true)} />}
      </DataRegion>
    </>
  );
}

function NewPassword({
  token,
  email,
  onDone,
}: {
  token: string;
  email: string;
  onDone: () => void;
}) {
  useDocumentTitle("Set a new password");
  const { withSecondStep, dialog } = useSecondStepDialog();
  const form = useZodForm(passwordResetSchema, { token, password: "" });
  return (
    <FormShell
      form={form}
      submit="Set password"
      submitting="Setting…"
      onSubmit={async (body) => {
        await withSecondStep((step) =>
          call("POST /password-reset", { body: { ...body, ...step } }),
        );
        onDone();
      }}
    >
      <p>
        For <strong>{email}</strong>. All your sessions end, on this device too.
      </p>
      <HiddenUsername email={email} />
      <SecretField
        name="password"
        label="New password"
        hint="At least 12 characters. A few unrelated words work well."
      />
      {dialog}
    </FormShell>
  );
}

function ToSignIn() {
  return (
    <Link to={paths.login()} className={buttonStyles("primary")}>
      Sign in
    </Link>
  );
}

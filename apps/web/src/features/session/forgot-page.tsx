import { passwordResetRequestSchema } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#src/api/client.ts";
import { signInOptionsQuery } from "#src/api/sign-in-options.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";

/** The way to a new password: by mail, or through whoever runs Berth. */
export function ForgotPage() {
  useDocumentTitle("Forgot your password");
  const query = useQuery(signInOptionsQuery);
  return (
    <>
      <PageHeader title="Forgot your password?" />
      <DataRegion query={query} what="the ways to sign in" skeleton={<SkeletonText />}>
        {({ passwordReset }) => (passwordReset === "mail" ? <ByMail /> : <ByOperator />)}
      </DataRegion>
    </>
  );
}

function ByMail() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useZodForm(passwordResetRequestSchema, { email: "" });
  if (sentTo !== null) {
    return (
      <div className="space-y-4">
        <Notice tone="success" title="Look into your mailbox" live>
          If {sentTo} has an account here, a link to set a new password is on its way. It works
          once, for half an hour.
        </Notice>
        <BackToSignIn />
      </div>
    );
  }
  return (
    <FormShell
      form={form}
      submit="Send link"
      submitting="Sending…"
      secondary={<BackToSignIn />}
      onSubmit={async (body) => {
        await call("POST /password-reset/request", { body });
        setSentTo(body.email);
      }}
    >
      <TextField
        name="email"
        label="E-mail"
        type="email"
        hint="We mail you a link with which you set a new one."
        autoComplete="username"
      />
    </FormShell>
  );
}

function ByOperator() {
  return (
    <div className="space-y-4">
      <p>
        This console sends no mail. Ask whoever runs it for a link to set a new password; on the
        server they run:
      </p>
      <CopyBlock
        title="Command"
        what="command"
        parts={[{ text: "berth people reset-link " }, { gap: "your e-mail" }]}
      />
      <BackToSignIn />
    </div>
  );
}

function BackToSignIn() {
  return (
    <Link to={paths.login()} className={buttonStyles("quiet")}>
      Back to sign-in
    </Link>
  );
}

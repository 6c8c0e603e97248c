import { passwordChangeSchema } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#src/api/client.ts";
import { accountSessionsQuery } from "#src/api/account.ts";
import { useSession } from "#src/api/session.ts";
import { SecretField } from "#src/forms/fields.tsx";
import { useSecondStepDialog } from "#src/domain-ui/second-step/use-second-step-dialog.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { HiddenUsername } from "#src/ui/hidden-username.tsx";
import { Notice } from "#src/ui/notice.tsx";

export function PasswordSection() {
  const { user } = useSession();
  const [state, setState] = useState<"closed" | "open" | "changed">("closed");
  return (
    <section aria-labelledby="password" className="space-y-4">
      <h2 id="password" className="text-h2 font-semibold">
        Password
      </h2>
      {state === "changed" ? (
        <Notice tone="success" title="Your password is changed" live>
          Your other sessions have ended.
        </Notice>
      ) : null}
      {!user.hasPassword ? (
        <p>
          You have none: you sign in with the identity provider of this Berth. To have one as well,{" "}
          <Link to={paths.forgot()} className="link">
            ask for a link to set it
          </Link>
          .
        </p>
      ) : state === "open" ? (
        <PasswordForm onDone={() => setState("changed")} onCancel={() => setState("closed")} />
      ) : (
        <Button onClick={() => setState("open")}>Change password</Button>
      )}
    </section>
  );
}

function PasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { user } = useSession();
  const queryClient = useQueryClient();
  const { withSecondStep, dialog } = useSecondStepDialog();
  const form = useZodForm(passwordChangeSchema, { oldPassword: "", newPassword: "" });
  return (
    <FormShell
      form={form}
      label="Change password"
      submit="Change password"
      submitting="Changing…"
      secondary={<Button onClick={onCancel}>Cancel</Button>}
      onSubmit={async (body) => {
        await withSecondStep((step) =>
          call("PUT /account/password", { body: { ...body, ...step } }),
        );
        void queryClient.invalidateQueries({ queryKey: accountSessionsQuery.queryKey });
        onDone();
      }}
    >
      <HiddenUsername email={user.email} />
      <SecretField
        name="oldPassword"
        label="Password you have now"
        autoComplete="current-password"
      />
      <SecretField
        name="newPassword"
        label="New password"
        hint="At least 12 characters. A few unrelated words work well. Your other sessions end."
      />
      {dialog}
    </FormShell>
  );
}

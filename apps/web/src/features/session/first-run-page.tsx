import { setupInputSchema } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { sessionQuery, setupQuery } from "#src/api/session.ts";
import { FormShell } from "#src/forms/form-shell.tsx";
import { SecretField, TextField } from "#src/forms/fields.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { PageMessage } from "#src/shell/page-message.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { takeLinkToken } from "#src/lib/link-token.ts";

/** The setup link leads here; once the owner exists, it has done its work. */
export function FirstRunPage() {
  const { data: setup } = useQuery(setupQuery);
  return setup?.required === false ? <AlreadySetUp /> : <OwnerForm />;
}

function AlreadySetUp() {
  return (
    <PageMessage
      title="Berth is set up already"
      actions={
        <Link to={paths.root()} className={buttonStyles("primary")}>
          Go to Berth
        </Link>
      }
    >
      <p>
        The setup link works once, and the owner account exists. Sign in with it, or ask its owner
        to add you.
      </p>
    </PageMessage>
  );
}

/** Creates the owner and the organization, then goes straight to the first registry. */
function OwnerForm() {
  useDocumentTitle("Set up Berth");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [linkToken] = useState(takeLinkToken);
  const form = useZodForm(setupInputSchema, {
    token: linkToken,
    name: "",
    email: "",
    password: "",
    organizationName: "",
  });

  return (
    <>
      <PageHeader
        title="Set up Berth"
        lead="You become the owner of this console and of its first organization."
      />
      <FormShell
        form={form}
        submit="Create account and organization"
        submitting="Creating…"
        onSubmit={async (body) => {
          const session = await call("POST /setup", { body });
          queryClient.setQueryData(sessionQuery.queryKey, session);
          const organization = session.organizations[0];
          await navigate(organization ? paths.registryNew(organization.slug) : paths.root(), {
            replace: true,
          });
          queryClient.setQueryData(setupQuery.queryKey, { required: false });
        }}
      >
        {linkToken === "" ? (
          <SecretField
            name="token"
            label="Setup token"
            hint="It is part of the link that the server printed when it started."
            autoComplete="off"
          />
        ) : null}
        <TextField name="name" label="Your name" autoComplete="name" />
        <TextField name="email" label="E-mail" type="email" autoComplete="username" />
        <SecretField
          name="password"
          label="Password"
          hint="At least 12 characters. A few unrelated words work well."
        />
        <TextField
          name="organizationName"
          label="Organization"
          hint="Registries and projects belong to it. You can rename it later."
          autoComplete="organization"
        />
      </FormShell>
    </>
  );
}

import { organizationUpdateSchema } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { call } from "#src/api/client.ts";
import { type OrganizationMembership, sessionQuery } from "#src/api/session.ts";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { announce } from "#src/lib/announcer.ts";
import { Notice } from "#src/ui/notice.tsx";

/** Another name, for people and in addresses. */
export function RenameForm({
  organization: { slug, name },
}: {
  organization: OrganizationMembership;
}) {
  const queryClient = useQueryClient();
  const [saved, setSaved] = useState(false);
  const form = useZodForm(organizationUpdateSchema, { name, slug });
  const typed = useWatch({ control: form.control, name: "slug" });
  return (
    <FormShell
      form={form}
      label="Name of the organization"
      submit="Save name"
      submitting="Saving…"
      onSubmit={async (body) => {
        setSaved(false);
        const { organization } = await call("PATCH /organizations/{org}", {
          params: { org: slug },
          body,
        });
        // The frame of the pages learns the new address from it, and leads there.
        const session = await call("GET /session", {});
        queryClient.setQueryData(sessionQuery.queryKey, session);
        announce(`The organization is called ${organization.name} now`);
        setSaved(true);
      }}
    >
      {saved ? (
        <Notice tone="success" live>
          Saved.
        </Notice>
      ) : null}
      <TextField name="name" label="Name" autoComplete="organization" />
      <TextField
        name="slug"
        label="Name in addresses"
        hint="Lower-case letters, digits and hyphens"
        autoComplete="off"
        spellCheck={false}
        notice={
          typed.trim() === slug ? undefined : (
            <Notice tone="warning" title="Addresses that people have kept will end">
              Bookmarks, links in tickets, and scripts that use the API or <code>berth apply</code>{" "}
              have to be changed. Workers go on as before.
            </Notice>
          )
        }
      />
    </FormShell>
  );
}

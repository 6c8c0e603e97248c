import { organizationCreateSchema } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";

/** Makes an organization and goes there. */
export function OrganizationDialog({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useZodForm(organizationCreateSchema, { name: "" });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Create an organization"
      description="It shares nothing with the others: registries, projects, members and worker tokens are its own. You are its owner."
    >
      <FormShell
        form={form}
        submit="Create organization"
        submitting="Creating…"
        secondary={<Button onClick={onClose}>Cancel</Button>}
        onSubmit={async (body) => {
          const { organization } = await call("POST /organizations", { body });
          // The frame of the new pages asks the session whether the person belongs there.
          await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
          onClose();
          void navigate(paths.registries(organization.slug));
        }}
      >
        <TextField name="name" label="Name" autoComplete="organization" />
      </FormShell>
    </Dialog>
  );
}

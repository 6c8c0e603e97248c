import {
  supportVisitStartSchema,
  visitHours,
  type VisitableOrganization,
} from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { z } from "zod";
import { call } from "#src/api/client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { visitableOrganizationsQuery } from "#src/api/support-staff.ts";
import { SelectField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";

const formSchema = supportVisitStartSchema.omit({ organization: true, hours: true }).extend({
  hours: z
    .enum(visitHours.map(String) as [`${(typeof visitHours)[number]}`])
    .transform((text) => visitHours.find((one) => String(one) === text) ?? visitHours[0]),
});

/** Asks why and for how long, and goes in. */
export function EnterDialog({
  organization: { slug, name },
  onClose,
}: {
  organization: VisitableOrganization;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useZodForm(formSchema, { reason: "", hours: "1" });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Enter ${name}`}
      description="Its members see your name and until when you are there. The reason stands in its audit log."
    >
      <FormShell
        form={form}
        submit={`Enter ${name}`}
        submitting="Entering…"
        secondary={<Button onClick={onClose}>Cancel</Button>}
        onSubmit={async (values) => {
          await call("POST /support-staff/visits", { body: { organization: slug, ...values } });
          // The frame of the next pages asks the session whether the person may be there.
          await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
          void queryClient.invalidateQueries({ queryKey: visitableOrganizationsQuery.queryKey });
          onClose();
          void navigate(paths.registries(slug));
        }}
      >
        <TextField name="reason" label="Reason" hint="Such as a ticket and what it is about" />
        <SelectField
          name="hours"
          label="For how long"
          options={visitHours.map((hours) => ({
            value: String(hours),
            label: plural(hours, "hour"),
          }))}
        />
      </FormShell>
    </Dialog>
  );
}

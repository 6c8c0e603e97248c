import type { ProjectView } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import { call } from "#src/api/client.ts";
import { membersQuery } from "#src/api/members.ts";
import { projectsQuery } from "#src/api/projects.ts";
import { CheckboxGroupField } from "#src/forms/checkbox-group-field.tsx";
import { RadioCardsField, SelectField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { projectFormSchema, toInput, valuesOf } from "./project-form.ts";

const ownerCards = [
  {
    value: "organization",
    label: "The organization",
    description: "Its pulls use the organization's registries.",
  },
  {
    value: "person",
    label: "One person",
    description:
      "A personal project can't use organization registries. Other pulls stay anonymous.",
  },
];

/** Creates a project, or changes the one given. */
export function ProjectDialog({
  org,
  project,
  onCreated,
  onClose,
}: {
  org: string;
  project?: ProjectView | undefined;
  /** Hears of the new project once the list of projects knows it. */
  onCreated?: (created: ProjectView) => void;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const people = useQuery(membersQuery(org)).data ?? [];
  const form = useZodForm(projectFormSchema, valuesOf(project));
  const ownerKind = useWatch({ control: form.control, name: "ownerKind" });
  const personOptions = people.map(({ id, name, email }) => ({
    value: id,
    label: `${name} (${email})`,
  }));

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={project ? `Edit '${project.name}'` : "Create project"}
    >
      <FormShell
        form={form}
        submit={project ? "Save project" : "Create project"}
        submitting={project ? "Saving…" : "Creating…"}
        secondary={<Button onClick={onClose}>Cancel</Button>}
        fieldOfPath={fieldOfPath}
        onSubmit={async (values) => {
          const body = toInput(values);
          const saved = project
            ? await call("PATCH /organizations/{org}/projects/{id}", {
                params: { org, id: project.id },
                body,
              })
            : await call("POST /organizations/{org}/projects", { params: { org }, body });
          await queryClient.invalidateQueries({ queryKey: projectsQuery(org).queryKey });
          announce(project ? `Saved ${values.name}` : `Created ${values.name}`);
          if (!project) onCreated?.(saved.project);
          onClose();
        }}
      >
        {project && project.externalId !== null ? (
          <Notice tone="info" title="Another system keeps this project in step by API">
            It knows it as <MonoText>{project.externalId}</MonoText>. What you change here lasts
            until that system sends the project again.
          </Notice>
        ) : null}
        <TextField name="name" label="Name" autoComplete="off" />
        <RadioCardsField name="ownerKind" label="Owner" cards={ownerCards} columns={2} />
        {ownerKind === "person" ? (
          <SelectField
            name="personId"
            label="Person"
            options={[{ value: "", label: "Choose a person" }, ...personOptions]}
          />
        ) : null}
        <CheckboxGroupField
          name="memberIds"
          label="Members"
          hint="They see this project's pulls and can explain its images, whatever their role."
          options={personOptions}
        />
      </FormShell>
    </Dialog>
  );
}

function fieldOfPath(path: string): string | null {
  if (path === "owner.personId") return "personId";
  if (path.startsWith("owner")) return "ownerKind";
  return path.split(".")[0] ?? null;
}

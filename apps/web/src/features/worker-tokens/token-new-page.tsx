import type { WorkerTokenCreated } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { call } from "#src/api/client.ts";
import { projectsQuery } from "#src/api/projects.ts";
import { useOrganization } from "#src/api/session.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { RadioCardsField, SelectField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { tokenFormSchema, toInput } from "./token-form.ts";
import { TokenOnce } from "./token-once.tsx";

/** Makes a worker token and shows it the one time it can be seen. */
export function TokenNewPage() {
  const { slug: org, name } = useOrganization();
  const [created, setCreated] = useState<WorkerTokenCreated | null>(null);
  const projects = useQuery(projectsQuery(org));
  const title = created ? `Worker token '${created.workerToken.name}'` : "Create worker token";
  useDocumentTitle(title, name);
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[
          <Link key="list" to={paths.tokens(org)} className="link">
            Worker tokens
          </Link>,
        ]}
      />
      {created ? (
        <TokenOnce org={org} created={created} />
      ) : (
        <DataRegion query={projects} what="projects" skeleton={<SkeletonText />}>
          {(list) => (
            <TokenForm
              org={org}
              projects={list.map(({ id, name: label, owner }) => ({
                value: id,
                label: owner.kind === "person" ? `${label} (personal)` : label,
              }))}
              onCreated={setCreated}
            />
          )}
        </DataRegion>
      )}
    </>
  );
}

function TokenForm({
  org,
  projects,
  onCreated,
}: {
  org: string;
  projects: readonly { value: string; label: string }[];
  onCreated: (created: WorkerTokenCreated) => void;
}) {
  const queryClient = useQueryClient();
  const form = useZodForm(tokenFormSchema, {
    name: "",
    projectKind: "default",
    projectId: projects.length === 1 ? (projects[0]?.value ?? "") : "",
    lifetime: "90",
    days: "",
  });
  const [projectKind, lifetime] = useWatch({
    control: form.control,
    name: ["projectKind", "lifetime"],
  });
  return (
    <FormShell
      form={form}
      submit="Create worker token"
      submitting="Creating…"
      secondary={
        <Link to={paths.tokens(org)} className={buttonStyles("quiet")}>
          Cancel
        </Link>
      }
      fieldOfPath={fieldOfPath}
      onSubmit={async (values) => {
        const created = await call("POST /organizations/{org}/worker-tokens", {
          params: { org },
          body: toInput(values),
        });
        onCreated(created);
        void queryClient.invalidateQueries({ queryKey: workerTokensQuery(org).queryKey });
      }}
    >
      <TextField
        name="name"
        label="Name"
        hint="Where it is used, such as 'gpu-cluster' or 'build-7'."
        autoComplete="off"
      />
      <RadioCardsField
        name="projectKind"
        label="Project of its pulls"
        columns={2}
        cards={[
          {
            value: "default",
            label: "One default project",
            description: "Counts where a pull names no project.",
          },
          {
            value: "any",
            label: "Any project of the organization",
            description: "Every pull has to name its project; one that names none is refused.",
          },
        ]}
      />
      {projectKind === "default" ? (
        <SelectField
          name="projectId"
          label="Default project"
          hint={
            projects.length === 0 ? (
              <>
                There is no project yet.{" "}
                <Link to={paths.projects(org)} className="link">
                  Create a project
                </Link>{" "}
                first, or choose "Any project".
              </>
            ) : undefined
          }
          options={[{ value: "", label: "Choose a project" }, ...projects]}
        />
      ) : null}
      <RadioCardsField
        name="lifetime"
        label="Expires after"
        columns={3}
        cards={[
          { value: "30", label: "30 days" },
          { value: "90", label: "90 days" },
          { value: "custom", label: "Other" },
        ]}
      />
      {lifetime === "custom" ? (
        <TextField
          name="days"
          label="Days"
          hint="A whole number from 1 to 90."
          inputMode="numeric"
          autoComplete="off"
        />
      ) : null}
    </FormShell>
  );
}

function fieldOfPath(path: string): string | null {
  if (path === "project.id") return "projectId";
  if (path.startsWith("project")) return "projectKind";
  if (path === "expiresInDays") return "days";
  return path;
}

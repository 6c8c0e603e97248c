import type { WorkerAction, WorkerTokenCreated } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { call } from "#src/api/client.ts";
import { projectsQuery } from "#src/api/projects.ts";
import { registriesQuery } from "#src/api/registries.ts";
import { useOrganization } from "#src/api/session.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { CheckboxGroupField } from "#src/forms/checkbox-group-field.tsx";
import { RadioCardsField, SelectField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { actionWords } from "./action-words.ts";
import { DeliveryField, LifetimeFields } from "./lifetime-fields.tsx";
import { tokenFormSchema, toInput } from "./token-form.ts";
import { TokenHandOver } from "./token-hand-over.tsx";

const ProjectDialog = lazy(async () => ({
  default: (await import("#src/domain-ui/project-dialog.tsx")).ProjectDialog,
}));

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
        <TokenHandOver org={org} created={created} />
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
    registryIds: [],
    projectIds: [],
    actions: Object.keys(actionWords) as WorkerAction[],
    networks: "",
    delivery: "shown",
  });
  const projectKind = useWatch({ control: form.control, name: "projectKind" });
  const [narrowed, setNarrowed] = useState(false);
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState("");
  // A list can't be set to what is not in it yet.
  const offered = projects.some(({ value }) => value === made);
  const { setValue } = form;
  useEffect(() => {
    if (offered) setValue("projectId", made, { shouldValidate: true });
  }, [offered, made, setValue]);
  // A complaint about a field must not stand behind a closed door.
  const complained = Object.keys(form.formState.errors).some((name) => narrowFields.has(name));
  const registries = (useQuery(registriesQuery(org)).data ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  return (
    <>
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
              description:
                "A pull can name any. One that names none counts for none, and is signed in all the same.",
            },
          ]}
        />
        {projectKind === "default" ? (
          <div className="space-y-2">
            <SelectField
              name="projectId"
              label="Default project"
              hint={
                projects.length === 0
                  ? 'There is no project yet. Create the first one here, or choose "Any project".'
                  : undefined
              }
              options={[{ value: "", label: "Choose a project" }, ...projects]}
            />
            <Button size="small" onClick={() => setCreating(true)}>
              Create project
            </Button>
          </div>
        ) : null}
        <LifetimeFields />
        <DeliveryField />
        <Disclosure
          summary="Narrow what it may do"
          open={narrowed || complained}
          onToggle={setNarrowed}
        >
          <div className="space-y-5">
            <CheckboxGroupField
              name="actions"
              label="What it may do"
              options={Object.entries(actionWords).map(([value, label]) => ({ value, label }))}
            />
            <CheckboxGroupField
              name="registryIds"
              label="Registries it may use"
              hint="Tick none for every registry, those that are added later included."
              options={registries}
            />
            <CheckboxGroupField
              name="projectIds"
              label="Projects it may pull for"
              hint="Tick none for every project of the organization."
              options={projects}
            />
            <TextField
              name="networks"
              label="Networks it may be used from"
              hint="Addresses or networks such as `10.1.0.0/16`, separated by spaces. Empty: from anywhere."
              optional
              mono
              autoComplete="off"
            />
          </div>
        </Disclosure>
      </FormShell>
      <Suspense>
        {creating ? (
          <ProjectDialog
            org={org}
            onCreated={({ id }) => setMade(id)}
            onClose={() => setCreating(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

const narrowFields: ReadonlySet<string> = new Set([
  "actions",
  "registryIds",
  "projectIds",
  "networks",
]);

function fieldOfPath(path: string): string | null {
  const [first = ""] = path.split(".");
  if (narrowFields.has(first)) return first;
  if (path === "project.id") return "projectId";
  if (path.startsWith("project")) return "projectKind";
  if (path === "expiresInDays") return "days";
  return path;
}

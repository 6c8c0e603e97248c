import {
  apiScopes,
  apiTokenNameSchema,
  type ApiScope,
  type ApiTokenCreated,
} from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { z } from "zod";
import { apiTokensQuery } from "#src/api/api-tokens.ts";
import { call } from "#src/api/client.ts";
import { useOrganization } from "#src/api/session.ts";
import { TokenOnce } from "#src/domain-ui/token-once.tsx";
import { CheckboxGroupField } from "#src/forms/checkbox-group-field.tsx";
import { RadioCardsField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { focusHeading } from "#src/lib/focus-heading.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { scopeWords } from "./scope-words.ts";

const formSchema = z.object({
  name: apiTokenNameSchema,
  scopes: z.array(z.enum(apiScopes)).min(1, "Allow at least one thing."),
  days: z.enum(["30", "90", "365"]),
});

/** Makes an API token and shows it the one time it can be seen. */
export function ApiTokenNewPage() {
  const { slug: org, name } = useOrganization();
  const [created, setCreated] = useState<ApiTokenCreated | null>(null);
  const title = created ? `API token '${created.apiToken.name}'` : "Create API token";
  useDocumentTitle(title, name);
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[
          <Link key="list" to={paths.apiTokens(org)} className="link">
            API tokens
          </Link>,
        ]}
      />
      {created ? (
        <Created org={org} created={created} />
      ) : (
        <ApiTokenForm org={org} onCreated={setCreated} />
      )}
    </>
  );
}

function Created({ org, created: { apiToken, token } }: { org: string; created: ApiTokenCreated }) {
  const navigate = useNavigate();
  // The form that had the focus is gone.
  useEffect(() => void focusHeading(), []);
  const url = `${window.location.origin}/api/v1/organizations/${org}`;
  const list = readableList(apiToken.scopes);
  return (
    <TokenOnce
      token={token}
      expiresAt={apiToken.expiresAt}
      uses={{
        title: "Use it in a script",
        snippets: [
          {
            title: "Environment",
            what: "environment",
            parts: [{ text: `export BERTH_API_TOKEN='${token}'` }],
          },
          ...(list === null
            ? []
            : [
                {
                  title: "Ask the API",
                  what: "curl command",
                  parts: [
                    {
                      text: `curl --fail-with-body -H "Authorization: Bearer $BERTH_API_TOKEN" \\\n  '${url}/${list}'`,
                    },
                  ],
                },
              ]),
        ],
      }}
      onDone={() => void navigate(paths.apiTokens(org))}
    />
  );
}

/** A list that a token with these scopes may read; null where there is none. */
function readableList(scopes: readonly ApiScope[]): string | null {
  return scopes.map((scope) => lists[scope]).find((path) => path !== undefined) ?? null;
}

const lists: Partial<Record<ApiScope, string>> = {
  "registries:read": "registries",
  "projects:read": "projects",
  "worker-tokens:read": "worker-tokens",
  "pulls:read": "pulls",
  "audit:read": "audit-events",
};

function ApiTokenForm({
  org,
  onCreated,
}: {
  org: string;
  onCreated: (created: ApiTokenCreated) => void;
}) {
  const queryClient = useQueryClient();
  const form = useZodForm(formSchema, { name: "", scopes: [], days: "90" });
  return (
    <FormShell
      form={form}
      submit="Create API token"
      submitting="Creating…"
      secondary={
        <Link to={paths.apiTokens(org)} className={buttonStyles("quiet")}>
          Cancel
        </Link>
      }
      fieldOfPath={(path) => (path === "expiresInDays" ? "days" : (path.split(".")[0] ?? null))}
      onSubmit={async ({ name, scopes, days }) => {
        const created = await call("POST /organizations/{org}/api-tokens", {
          params: { org },
          body: { name, scopes, expiresInDays: Number(days) },
        });
        onCreated(created);
        void queryClient.invalidateQueries({ queryKey: apiTokensQuery(org).queryKey });
      }}
    >
      <TextField
        name="name"
        label="Name"
        hint="What uses it, such as 'terraform' or 'nightly-report'."
        autoComplete="off"
      />
      <CheckboxGroupField
        name="scopes"
        label="Scopes"
        hint="What it may do. Members, sessions and tokens like this one stay closed to it."
        options={apiScopes.map((value) => ({ value, label: scopeWords[value] }))}
      />
      <RadioCardsField
        name="days"
        label="Expires after"
        columns={3}
        cards={[
          { value: "30", label: "30 days" },
          { value: "90", label: "90 days" },
          { value: "365", label: "1 year" },
        ]}
      />
    </FormShell>
  );
}

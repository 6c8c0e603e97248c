import { pullRetentionSchema } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { call } from "#src/api/client.ts";
import { pullRetentionQuery } from "#src/api/pulls.ts";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { SettingsTabs } from "#src/domain-ui/settings-tabs.tsx";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { Notice } from "#src/ui/notice.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";

/** How long pulls are kept. */
export function PullSettingsPage() {
  const { slug: org, name } = useOrganization();
  useDocumentTitle("How long pulls are kept", name);
  const query = useQuery(pullRetentionQuery(org));
  return (
    <>
      <PageHeader
        title="How long pulls are kept"
        lead="Older pulls are deleted for good. Counts, “last pull” and the effect of a change rest on what is kept."
      />
      <SettingsTabs current="pulls">
        <DataRegion query={query} what="the setting" skeleton={<SkeletonText lines={2} />}>
          {({ keptDays }) => <RetentionForm org={org} keptDays={keptDays} />}
        </DataRegion>
      </SettingsTabs>
    </>
  );
}

const formSchema = z.object({
  keptDays: z
    .string()
    .trim()
    .transform((text) => (/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN))
    .pipe(pullRetentionSchema.shape.keptDays),
});

function RetentionForm({ org, keptDays }: { org: string; keptDays: number }) {
  const queryClient = useQueryClient();
  const [saved, setSaved] = useState<number | null>(null);
  const form = useZodForm(formSchema, { keptDays: String(keptDays) });
  return (
    <FormShell
      form={form}
      submit="Save"
      submitting="Saving…"
      onSubmit={async (body) => {
        setSaved(null);
        const answer = await call("PUT /organizations/{org}/pull-retention", {
          params: { org },
          body,
        });
        queryClient.setQueryData(pullRetentionQuery(org).queryKey, answer);
        setSaved(answer.keptDays);
      }}
    >
      {saved === null ? null : (
        <Notice tone="success" live>
          Saved. Pulls are kept for {saved} days; older ones are deleted within hours.
        </Notice>
      )}
      <TextField
        name="keptDays"
        label="Days"
        hint="A whole number from 7 to 730."
        inputMode="numeric"
        autoComplete="off"
      />
    </FormShell>
  );
}

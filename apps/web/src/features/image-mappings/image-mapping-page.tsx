import { imageMappingCreateSchema, type ImageMappingView } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { imageMappingsQuery } from "#src/api/image-mappings.ts";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { SettingsTabs } from "#src/domain-ui/settings-tabs.tsx";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { announce } from "#src/lib/announcer.ts";
import { focusHeading } from "#src/lib/focus-heading.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { useSearch } from "#src/router/use-search.ts";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { ImageMappingTable } from "./image-mapping-table.tsx";

/** Which images workers pull through a cache, and under which name. */
export function ImageMappingPage() {
  const { slug: org, name } = useOrganization();
  useDocumentTitle("Pull-through caches", name);
  const query = useQuery(imageMappingsQuery(org));
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: ({ id }: ImageMappingView) =>
      call("DELETE /organizations/{org}/image-mappings/{id}", { params: { org, id } }),
    onSuccess: async (_, { from }) => {
      // The button that was pressed goes with its row.
      if (document.activeElement?.matches("[aria-disabled=true]")) focusHeading();
      await queryClient.invalidateQueries({ queryKey: imageMappingsQuery(org).queryKey });
      announce(`Removed the mapping of ${from}`);
    },
  });
  return (
    <>
      <PageHeader
        title="Pull-through caches"
        lead="Where one of your registries keeps copies of another, workers pull from it without a change to any image name: the name is mapped first, then the mapped name is matched with your patterns."
      />
      <SettingsTabs current="caches">
        <div className="parts-in-order space-y-8">
          <FailurePanel title="The mapping is still there." error={remove.error} />
          <DataRegion query={query} what="mappings" skeleton={<SkeletonRows />}>
            {(mappings) =>
              mappings.length === 0 ? (
                <p className="text-muted">No image is mapped yet.</p>
              ) : (
                <ImageMappingTable
                  org={org}
                  mappings={mappings}
                  removing={remove.isPending ? remove.variables.id : null}
                  onRemove={(mapping) => remove.mutate(mapping)}
                />
              )
            }
          </DataRegion>
          <AddMapping org={org} />
          <p className="max-w-prose text-table text-muted">
            The mapping counts for <code className="reference-text">berth-worker pull</code> and{" "}
            <code className="reference-text">check</code>. Docker, Podman and the kubelet ask for
            the name as it is written; give them mirrors of their own.
          </p>
        </div>
      </SettingsTabs>
    </>
  );
}

function AddMapping({ org }: { org: string }) {
  const queryClient = useQueryClient();
  // A link can bring along what to map, such as the advice about slow pulls.
  const [search] = useSearch();
  const form = useZodForm(imageMappingCreateSchema, {
    from: search.get("from") ?? "",
    to: search.get("to") ?? "",
  });
  return (
    <section aria-labelledby="add-mapping" className="space-y-3">
      <h2 id="add-mapping" className="text-lead font-semibold">
        Map images to a cache
      </h2>
      <FormShell
        form={form}
        submit="Add mapping"
        submitting="Adding…"
        onSubmit={async (body) => {
          const { mapping } = await call("POST /organizations/{org}/image-mappings", {
            params: { org },
            body,
          });
          await queryClient.invalidateQueries({ queryKey: imageMappingsQuery(org).queryKey });
          form.reset({ from: "", to: "" });
          announce(`${mapping.from} is pulled as ${mapping.to} from now on`);
        }}
      >
        <TextField
          name="from"
          label="Images below"
          hint={
            <MarkedText>
              A host, with the first parts of a path if you mean less: `docker.io` or
              `ghcr.io/acme`.
            </MarkedText>
          }
          mono
          autoComplete="off"
        />
        <TextField
          name="to"
          label="Are pulled below"
          hint={
            <MarkedText>
              What stands for it in the cache's names:
              `123456789012.dkr.ecr.eu-north-1.amazonaws.com/docker-hub`.
            </MarkedText>
          }
          mono
          autoComplete="off"
        />
      </FormShell>
    </section>
  );
}

import { lazy, Suspense, useState } from "react";
import { useOrganization } from "#src/api/session.ts";
import { SettingsTabs } from "#src/domain-ui/settings-tabs.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { Button } from "#src/ui/button.tsx";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { RenameForm } from "./rename-form.tsx";

const DeleteOrganizationDialog = lazy(async () => ({
  default: (await import("./delete-organization-dialog.tsx")).DeleteOrganizationDialog,
}));

/** What the organization is called, and its end. */
export function OrganizationPage() {
  const organization = useOrganization();
  const { slug, name, role } = organization;
  useDocumentTitle("Organization", name);
  return (
    <>
      <PageHeader title="Organization" lead="What it is called, and its end." />
      <SettingsTabs current="organization">
        {role === "owner" ? (
          <div className="space-y-8">
            <RenameForm organization={organization} />
            <DangerArea org={slug} />
          </div>
        ) : (
          <div className="max-w-form space-y-4">
            <KeyValueList
              items={[
                { label: "Name", value: name },
                { label: "Name in addresses", value: <MonoText>{slug}</MonoText> },
              ]}
            />
            <p className="text-muted">An owner can rename or delete the organization.</p>
          </div>
        )}
      </SettingsTabs>
    </>
  );
}

function DangerArea({ org }: { org: string }) {
  const [deleting, setDeleting] = useState(false);
  return (
    <section aria-labelledby="end" className="max-w-form space-y-3">
      <h2 id="end" className="text-h2 font-semibold">
        Delete the organization
      </h2>
      <p className="text-muted">
        Its registries and their secrets, projects, worker tokens, members and pulls are deleted for
        good. What would go is shown first.
      </p>
      <Button variant="danger" onClick={() => setDeleting(true)}>
        Delete organization…
      </Button>
      <Suspense>
        {deleting ? (
          <DeleteOrganizationDialog org={org} onClose={() => setDeleting(false)} />
        ) : null}
      </Suspense>
    </section>
  );
}

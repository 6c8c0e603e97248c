import { useOrganization } from "#src/api/session.ts";
import { SettingsTabs } from "#src/domain-ui/settings-tabs.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { RequiredFactorSection } from "./required-factor-section.tsx";
import { SupportAccessSection } from "./support-access-section.tsx";

/** What the organization asks of the people in it. */
export function SecurityPage() {
  const { slug, name } = useOrganization();
  useDocumentTitle("Security", name);
  return (
    <>
      <PageHeader
        title="Security"
        lead={`How people prove who they are in ${name}, and who may look in.`}
      />
      <SettingsTabs current="security">
        <div className="parts-in-order">
          <RequiredFactorSection org={slug} />
          <SupportAccessSection org={slug} />
        </div>
      </SettingsTabs>
    </>
  );
}

import type { Session } from "@berth/api-contract";
import { SecondFactorSection } from "#src/features/account/second-factor-section.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PageHeader } from "#src/ui/page-header.tsx";

/** Stands in place of every page of an organization that asks for a second factor, until there is one. */
export function SecondFactorNeededPage({
  organization: { name },
  onBusy,
}: {
  organization: Session["organizations"][number];
  onBusy: (busy: boolean) => void;
}) {
  useDocumentTitle("Set up a second factor", name);
  return (
    <div className="max-w-form">
      <PageHeader
        title="Set up a second factor to go on"
        lead={`${name} asks its owners and admins for one. This page opens as soon as yours is set up; nothing else here does before.`}
      />
      <SecondFactorSection onBusy={onBusy} />
    </div>
  );
}

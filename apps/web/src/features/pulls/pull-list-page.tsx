import { useOrganization } from "#src/api/session.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { PullList } from "./pull-list.tsx";

/** What workers have pulled, newest first. */
export function PullListPage() {
  const { name, role } = useOrganization();
  useDocumentTitle("Pull activity", name);
  return (
    <>
      <PageHeader
        title="Pull activity"
        lead={
          role === "member"
            ? "Images that workers pulled for your projects."
            : "Images that workers pulled, whether they got a credential or not."
        }
      />
      <PullList />
    </>
  );
}

import type { ReactNode } from "react";
import { useOrganization } from "#src/api/session.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PageHeader } from "#src/ui/page-header.tsx";

/** What stands for the header of a page whose own title comes with its data. */
export interface PageInWaiting {
  /** What kind of thing the page is about: "Registry". */
  title: string;
  breadcrumb: readonly ReactNode[];
}

/**
 * The header of a page that has no data yet, or none to have. The focus waits for the header that follows, so that a
 * screen reader reads one title; where none follows, it comes here.
 */
export function WaitingHeader({ title, breadcrumb, last }: PageInWaiting & { last: boolean }) {
  useDocumentTitle(title, useOrganization().name);
  return <PageHeader title={title} breadcrumb={breadcrumb} takesFocus={last} />;
}

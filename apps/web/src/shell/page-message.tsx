import type { ReactNode } from "react";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PageHeader } from "#src/ui/page-header.tsx";

/** A page that only says something: not found, no permission, broken. */
export function PageMessage({
  title,
  children,
  actions,
}: {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  useDocumentTitle(title);
  return (
    <div className="mx-auto max-w-prose py-8">
      <PageHeader title={title} />
      <div className="space-y-3">{children}</div>
      {actions ? <div className="mt-6 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}

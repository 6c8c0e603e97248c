import { Fragment, type ReactNode, useContext } from "react";
import { PagePart } from "./page-part.ts";

/**
 * The top of a page: breadcrumb (links made by the caller), the one H1, a sentence or status under it, and actions.
 * The H1 takes the focus after a navigation, so it should stand from the first render on.
 */
export function PageHeader({
  title,
  breadcrumb = [],
  lead,
  actions,
  takesFocus = true,
}: {
  title: ReactNode;
  breadcrumb?: readonly ReactNode[] | undefined;
  lead?: ReactNode;
  actions?: ReactNode;
  /** False for one that another follows as soon as there is more to say. */
  takesFocus?: boolean | undefined;
}) {
  const part = useContext(PagePart);
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 grow basis-80">
        {breadcrumb.length > 0 ? <Breadcrumb items={breadcrumb} /> : null}
        {part ? (
          <h2 className="text-h2 font-semibold wrap-anywhere">{title}</h2>
        ) : (
          <h1
            tabIndex={takesFocus ? -1 : undefined}
            className="text-h1 font-semibold wrap-anywhere"
          >
            {title}
          </h1>
        )}
        {lead ? <div className="mt-1 max-w-prose text-muted">{lead}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

function Breadcrumb({ items }: { items: readonly ReactNode[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-1 text-table text-muted">
      <ol className="flex flex-wrap gap-x-1.5">
        {items.map((item, index) => (
          <Fragment key={index}>
            {index > 0 ? <li aria-hidden="true">/</li> : null}
            <li>{item}</li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

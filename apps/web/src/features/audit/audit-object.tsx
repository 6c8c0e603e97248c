import type { AuditEvent } from "@berth/api-contract";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";

/** What it was done to, with the name it had then; a link where it has a page and was not just deleted. */
export function AuditObject({ org, event }: { org: string; event: AuditEvent }) {
  const { id, kind, name } = event.object;
  const gone = event.action === "registry.delete";
  if (kind !== "registry" || gone) return <span className="wrap-anywhere">{name}</span>;
  return (
    <Link to={paths.registry(org, id)} className="link wrap-anywhere">
      {name}
    </Link>
  );
}

import { lazy, Suspense, useState } from "react";
import { roleWords, useSession } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";

const OrganizationDialog = lazy(async () => ({
  default: (await import("./organization-dialog.tsx")).OrganizationDialog,
}));

/** Where the person belongs, and the way to another organization. */
export function OrganizationSection() {
  const { organizations, mayCreateOrganization } = useSession();
  const [creating, setCreating] = useState(false);
  return (
    <section aria-labelledby="organizations" className="space-y-3">
      <h2 id="organizations" className="text-h2 font-semibold">
        Organizations
      </h2>
      {organizations.length === 0 ? (
        <p>You are in no organization.</p>
      ) : (
        <ul className="list-disc space-y-1 ps-5">
          {organizations.map(({ id, slug, name, role, visit }) => (
            <li key={id}>
              <Link to={paths.registries(slug)} className="link">
                {name}
              </Link>
              <span className="text-muted">
                , {visit === null ? roleWords[role].toLowerCase() : "on a visit as support staff"}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayCreateOrganization ? (
        <Button onClick={() => setCreating(true)}>Create organization…</Button>
      ) : null}
      <Suspense>
        {creating ? <OrganizationDialog onClose={() => setCreating(false)} /> : null}
      </Suspense>
    </section>
  );
}

import type { PageInWaiting } from "#src/domain-ui/waiting-header.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";

/** The top of a registry's page until its name is known. */
export function registryInWaiting(org: string): PageInWaiting {
  return {
    title: "Registry",
    breadcrumb: [
      <Link key="list" to={paths.registries(org)} className="link">
        Registries
      </Link>,
    ],
  };
}

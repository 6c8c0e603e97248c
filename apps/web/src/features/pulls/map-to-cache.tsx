import { managers } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { registriesQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { mappingTo } from "./caches.ts";

/** Leads to the mapping of a host to a pull-through cache, filled in as far as it is known; for whoever may make one. */
export function MapToCache({ org, host }: { org: string; host: string }) {
  const { role } = useOrganization();
  const { data: registries = [] } = useQuery(registriesQuery(org));
  if (!may(role, managers)) return null;
  const to = mappingTo(registries, host);
  return (
    <Link
      to={paths.settingsCaches(org, { from: host, ...(to === null ? {} : { to }) })}
      className="link"
    >
      Map {host} to a cache
    </Link>
  );
}

import { managers, type ServerIdentityView } from "@berth/api-contract";
import type { RegistryType } from "@berth/registry-catalog";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "./client.ts";
import { may, useOrganization } from "./session.ts";

function serverIdentityQuery(org: string) {
  return queryOptions({
    queryKey: ["server-identity", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/server-identity", { params: { org }, signal }),
    staleTime: 5 * 60_000,
  });
}

/** What the server's own role is and may do; null for types that know no such role, for those who may not know it, and until it is known. */
export function useServerIdentity(type: RegistryType): ServerIdentityView["aws"] | null {
  const { slug, role } = useOrganization();
  const { data } = useQuery({
    ...serverIdentityQuery(slug),
    enabled: type.ownRole !== undefined && may(role, managers),
  });
  return data?.aws ?? null;
}

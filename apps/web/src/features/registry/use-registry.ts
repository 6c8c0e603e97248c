import { useParams } from "react-router";
import { useOrganization } from "#src/api/session.ts";

/** Organization and id of the registry that the address names. */
export function useRegistryAddress(): { org: string; id: string } {
  const { slug: org } = useOrganization();
  const { id = "" } = useParams();
  return { org, id };
}

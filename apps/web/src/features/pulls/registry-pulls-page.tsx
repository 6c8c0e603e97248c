import { useParams } from "react-router";
import { PullList } from "./pull-list.tsx";

/** The pulls that one registry served: a tab of the registry's page. */
export function RegistryPullsPage() {
  const { id = "" } = useParams();
  return <PullList key={id} registryId={id} />;
}

import { investigators, managers } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { registryQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { PatternEditor } from "./pattern-editor.tsx";
import { PatternList } from "./pattern-list.tsx";
import { PatternReader } from "./pattern-reader.tsx";

/** Which images a registry serves: a tab of the registry's page. */
export function RegistryPatternsPage() {
  const { slug: org, role } = useOrganization();
  const { id = "" } = useParams();
  const query = useQuery(registryQuery(org, id));
  const [search] = useSearch();
  return (
    <DataRegion query={query} what="the patterns" skeleton={<SkeletonText lines={6} />}>
      {(registry) =>
        may(role, managers) ? (
          <PatternEditor
            key={registry.id}
            org={org}
            registry={registry}
            suggestion={{ from: search.get("from"), to: search.get("to") }}
          />
        ) : may(role, investigators) ? (
          <PatternReader key={registry.id} org={org} registry={registry} />
        ) : (
          <PatternList registry={registry} />
        )
      }
    </DataRegion>
  );
}

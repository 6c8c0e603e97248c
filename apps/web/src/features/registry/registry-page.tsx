import { investigators, type RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Outlet, useLocation, useNavigate } from "react-router";
import { isApiError } from "#src/api/errors.ts";
import { registryQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { useShortcuts } from "#src/lib/shortcuts.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { PagePart } from "#src/ui/page-part.ts";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { Tabs } from "#src/ui/tabs.tsx";
import { RegistryGone } from "./registry-gone.tsx";
import { RegistryHeader } from "./registry-header.tsx";
import { registryInWaiting } from "./registry-in-waiting.tsx";
import { useRegistryAddress } from "./use-registry.ts";

const tabs = [
  { id: "overview", label: "Overview", to: paths.registry, open: () => true },
  { id: "patterns", label: "Patterns", to: paths.registryPatterns, open: () => true },
  { id: "credential", label: "Credential", to: paths.registryCredential, open: investigates },
  { id: "checks", label: "Checks", to: paths.registryChecks, open: investigates },
  { id: "pulls", label: "Pulls", to: paths.registryPulls, open: () => true },
  { id: "history", label: "History", to: paths.registryHistory, open: investigates },
] as const;

/** `/o/:org/registries/:id`: what the registry is and how it does, above tabs that each have an address. */
export function RegistryPage() {
  const { org, id } = useRegistryAddress();
  const query = useQuery(registryQuery(org, id));
  if (isApiError(query.error, "not_found")) return <RegistryGone org={org} id={id} />;
  return (
    <DataRegion
      query={query}
      what="the registry"
      skeleton={<SkeletonText lines={6} />}
      page={registryInWaiting(org)}
    >
      {(registry) => <RegistryFrame key={registry.id} registry={registry} />}
    </DataRegion>
  );
}

function RegistryFrame({ registry }: { registry: RegistryView }) {
  const { slug: org, name, role } = useOrganization();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const shown = tabs.filter((tab) => tab.open(role));
  const current = shown.findLast((tab) => pathname.startsWith(tab.to(org, registry.id)));
  useDocumentTitle(current?.label ?? "", registry.name, name);
  useShortcuts(
    Object.fromEntries(
      shown.map((tab, index) => [`${index + 1}`, () => void navigate(tab.to(org, registry.id))]),
    ),
  );
  return (
    <>
      <RegistryHeader org={org} role={role} registry={registry} />
      <Tabs
        label={`Parts of ${registry.name}`}
        current={current?.id ?? "overview"}
        items={shown.map((tab) => ({
          id: tab.id,
          label: tab.label,
          render: (props) => <Link to={tab.to(org, registry.id)} {...props} />,
        }))}
      >
        <Suspense
          fallback={
            <LoadingRegion loading label="Loading the tab" skeleton={<SkeletonText />}>
              {null}
            </LoadingRegion>
          }
        >
          <PagePart value={true}>
            <Outlet />
          </PagePart>
        </Suspense>
      </Tabs>
    </>
  );
}

function investigates(role: Parameters<typeof may>[0]): boolean {
  return may(role, investigators);
}

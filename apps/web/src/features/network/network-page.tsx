import { useQuery } from "@tanstack/react-query";
import { outboundPolicyQuery } from "#src/api/outbound.ts";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { SettingsTabs } from "#src/domain-ui/settings-tabs.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { HostTester } from "./host-tester.tsx";
import { PolicyTable } from "./policy-table.tsx";
import { RegistryHostTable } from "./registry-host-table.tsx";

/** Where the server may connect to for a registry, and whether it would connect to a host. */
export function NetworkPage() {
  const { slug: org, name } = useOrganization();
  useDocumentTitle("Network", name);
  const query = useQuery(outboundPolicyQuery(org));
  return (
    <>
      <PageHeader
        title="Network"
        lead="Where this server may connect to for a registry. Its operator sets that in the server's environment, for all organizations on it; nothing is changed here."
      />
      <SettingsTabs current="network">
        <div className="space-y-10">
          <HostTester org={org} />
          <DataRegion query={query} what="the policy" skeleton={<SkeletonRows />}>
            {(policy) => (
              <div className="space-y-10">
                <section aria-labelledby="registry-hosts" className="space-y-3">
                  <h2 id="registry-hosts" className="text-h2 font-semibold">
                    Hosts of your registries
                  </h2>
                  {policy.registries.length === 0 ? (
                    <p className="text-muted">There are no registries yet.</p>
                  ) : (
                    <RegistryHostTable org={org} registries={policy.registries} />
                  )}
                </section>
                <section aria-labelledby="rules-in-force" className="space-y-3">
                  <div>
                    <h2 id="rules-in-force" className="text-h2 font-semibold">
                      Rules in force
                    </h2>
                    <p className="max-w-prose text-muted">
                      Which hosts and networks the operator lists is not shown: other organizations
                      may share this server.
                    </p>
                  </div>
                  <PolicyTable policy={policy} />
                </section>
              </div>
            )}
          </DataRegion>
        </div>
      </SettingsTabs>
    </>
  );
}

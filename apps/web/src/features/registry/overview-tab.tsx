import { investigators, managers, type RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { registryQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { PullChart } from "#src/domain-ui/pull-chart.tsx";
import { RegistryHealth } from "#src/domain-ui/registry-health.tsx";
import { useReturnFocus } from "#src/lib/use-return-focus.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { DangerArea } from "./danger-area.tsx";
import { LastCheck } from "./last-check.tsx";
import { PatternTexts } from "./pattern-texts.tsx";
import { RegistryFacts } from "./registry-facts.tsx";
import { UsedBy } from "./used-by.tsx";
import { useRegistryAddress } from "./use-registry.ts";

const SettingsSummary = lazy(async () => ({
  default: (await import("./settings-summary.tsx")).SettingsSummary,
}));
const SettingsForm = lazy(async () => ({
  default: (await import("./settings-form.tsx")).SettingsForm,
}));

const HealthOverTime = lazy(async () => ({
  default: (await import("./health-over-time.tsx")).HealthOverTime,
}));

/** The registry in a few lines: what it is, how the last check went, who uses it. */
export function OverviewTab() {
  const { org, id } = useRegistryAddress();
  const { role } = useOrganization();
  const { data: registry } = useQuery(registryQuery(org, id));
  const [search, changeSearch] = useSearch();
  const [saved, setSaved] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  const editing = search.get("edit") === "settings";
  useReturnFocus(editing, opener);
  if (!registry) return null;
  const manages = may(role, managers);
  if (!may(role, investigators)) return <MemberOverview org={org} registry={registry} />;

  if (manages && editing) {
    return (
      <Suspense fallback={<SkeletonText lines={6} />}>
        <SettingsForm
          org={org}
          registry={registry}
          onClose={(said) => {
            setSaved(said);
            changeSearch({ edit: null });
          }}
        />
      </Suspense>
    );
  }
  return (
    <div className="parts-in-order max-w-4xl space-y-8">
      <RegistryFacts org={org} registry={registry} />
      <LastCheck org={org} registry={registry} />
      <Suspense fallback={<PartInWaiting label="Loading the health over time" />}>
        <HealthOverTime org={org} registry={registry} />
      </Suspense>
      <Part
        id="settings"
        title="Settings"
        action={
          manages ? (
            <Button
              ref={opener}
              size="small"
              onClick={() => {
                setSaved("");
                changeSearch({ edit: "settings" });
              }}
            >
              Edit settings
            </Button>
          ) : null
        }
      >
        {saved === "" ? null : (
          <div className="mb-3">
            <Notice tone="success" live>
              {saved}
            </Notice>
          </div>
        )}
        <Suspense fallback={<PartInWaiting label="Loading the settings" />}>
          <SettingsSummary registry={registry} />
        </Suspense>
      </Part>
      <Part
        id="recent-pulls"
        title="Pulls in the last 7 days"
        action={
          <Link to={paths.registryPulls(org, registry.id)} className="link">
            See the pulls
          </Link>
        }
      >
        <PullChart org={org} filter={{ registry: registry.id, within: "7d" }} small />
      </Part>
      <Part id="used-by" title="Used by">
        <UsedBy org={org} registry={registry} />
      </Part>
      {manages ? <DangerArea org={org} registry={registry} /> : null}
    </div>
  );
}

function PartInWaiting({ label }: { label: string }) {
  return (
    <LoadingRegion loading label={label} skeleton={<SkeletonText lines={3} />}>
      {null}
    </LoadingRegion>
  );
}

function Part({
  id,
  title,
  action,
  children,
}: {
  id: string;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="text-lead font-semibold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** What a member may know: name, patterns, health. */
function MemberOverview({ org, registry }: { org: string; registry: RegistryView }) {
  return (
    <div className="parts-in-order max-w-4xl space-y-8">
      <KeyValueList
        items={[
          { label: "Health", value: <RegistryHealth health={registry.health} /> },
          { label: "Patterns", value: <PatternTexts registry={registry} /> },
        ]}
      />
      <Suspense fallback={<PartInWaiting label="Loading the health over time" />}>
        <HealthOverTime org={org} registry={registry} />
      </Suspense>
    </div>
  );
}

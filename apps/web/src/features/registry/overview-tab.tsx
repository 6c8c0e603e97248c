import { investigators, managers, type RegistryView } from "@berth/api-contract";
import { registryType, type Settings } from "@berth/registry-catalog";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { registryQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { PullChart } from "#src/domain-ui/pull-chart.tsx";
import { RegistryHealth } from "#src/domain-ui/registry-health.tsx";
import { formatCount, formatDay, formatEndDay } from "#src/lib/time-format.ts";
import { useReturnFocus } from "#src/lib/use-return-focus.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { type KeyValue, KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { DangerArea } from "./danger-area.tsx";
import { LastCheck } from "./last-check.tsx";
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
    <div className="max-w-4xl space-y-8">
      <KeyValueList items={factsOf(org, registry)} />
      <LastCheck org={org} registry={registry} />
      <Suspense fallback={<SkeletonText lines={3} />}>
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
        <Suspense fallback={<SkeletonText lines={3} />}>
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

function factsOf(org: string, registry: RegistryView): KeyValue[] {
  const { host, identity, secret, expiry, lastPullAt, pulls30d, createdAt, createdBy } = registry;
  return [
    { label: "Host", value: <MonoText>{host}</MonoText> },
    {
      label: "Patterns",
      value: <PatternTexts registry={registry} />,
      action: (
        <Link to={paths.registryPatterns(org, registry.id)} className="link">
          Patterns
        </Link>
      ),
    },
    {
      label: "Identity",
      value: identity === null ? <None>None</None> : <MonoText>{identity}</MonoText>,
    },
    {
      label: "Secret",
      value:
        secret === null || signsInWithRole(registry) ? (
          <None>None is stored</None>
        ) : (
          `Saved on ${formatDay(Date.parse(secret.setAt))}${secret.setBy ? ` by ${secret.setBy.name}` : ""}`
        ),
      action: (
        <Link to={paths.registryCredential(org, registry.id)} className="link">
          Credential
        </Link>
      ),
    },
    {
      label: "Expires",
      value:
        expiry.at === null ? (
          <None>No date known</None>
        ) : (
          <>
            {formatEndDay(Date.parse(expiry.at))} (<RelativeTime at={expiry.at} />)
          </>
        ),
    },
    {
      label: "Pulls",
      value:
        lastPullAt === null ? (
          <None>None has used it yet</None>
        ) : (
          <>
            {formatCount(pulls30d)} in the last 30 days, the last one{" "}
            <RelativeTime at={lastPullAt} />
          </>
        ),
    },
    {
      label: "Added",
      value: `${formatDay(Date.parse(createdAt))}${createdBy ? ` by ${createdBy.name}` : ""}`,
    },
  ];
}

/** A role has no secret, although the registry counts the times that its destination was set. */
function signsInWithRole({ type, settings }: RegistryView): boolean {
  return (registryType(type)?.ownRole?.((settings ?? {}) as Settings) ?? null) !== null;
}

/** What a member may know: name, patterns, health. */
function MemberOverview({ org, registry }: { org: string; registry: RegistryView }) {
  return (
    <div className="max-w-4xl space-y-8">
      <KeyValueList
        items={[
          { label: "Health", value: <RegistryHealth health={registry.health} /> },
          { label: "Patterns", value: <PatternTexts registry={registry} /> },
        ]}
      />
      <Suspense fallback={<SkeletonText lines={3} />}>
        <HealthOverTime org={org} registry={registry} />
      </Suspense>
    </div>
  );
}

function PatternTexts({ registry }: { registry: RegistryView }) {
  return registry.patterns.map(({ id, text }) => (
    <MonoText key={id} className="block">
      {text}
    </MonoText>
  ));
}

function None({ children }: { children: ReactNode }) {
  return <span className="text-muted">{children}</span>;
}

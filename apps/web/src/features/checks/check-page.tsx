import type { CheckView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { isApiError } from "#src/api/errors.ts";
import { registryQuery } from "#src/api/registries.ts";
import { useOrganization } from "#src/api/session.ts";
import { useStartCheck } from "#src/api/start-check.ts";
import { checkQuery } from "#src/api/use-check.ts";
import { checkReport } from "#src/domain-ui/check-report.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { runFromWords } from "#src/domain-ui/run-from.ts";
import { WorkerCheckCommand } from "#src/domain-ui/worker-check-command.tsx";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { announce } from "#src/lib/announcer.ts";
import { copyText } from "#src/lib/clipboard.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { useShortcuts } from "#src/lib/shortcuts.ts";
import { formatAbsolute, formatDuration } from "#src/lib/time-format.ts";
import { ReplaceSecretLink } from "#src/domain-ui/replace-secret-link.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { printerGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { type KeyValue, KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { BothSides } from "./other-side.tsx";

const AccessGuide = lazy(async () => ({
  default: (await import("./access-guide.tsx")).AccessGuide,
}));
const FourChecks = lazy(async () => ({
  default: (await import("./four-checks.tsx")).FourChecks,
}));

/** One check for good: live while it runs, and the same for everybody who opens its address later. */
export function CheckPage() {
  const { slug: org } = useOrganization();
  const { id = "", check: checkId = "" } = useParams();
  const query = useQuery(checkQuery(org, checkId));
  useDocumentTitle("Check", query.data?.image ?? "", query.data?.registryName ?? "");

  if (isApiError(query.error, "not_found")) throw query.error;
  const registry = query.data?.registry;
  if (registry && registry.id !== id) {
    return <Navigate to={paths.registryCheck(org, registry.id, checkId)} replace />;
  }
  return (
    <DataRegion
      query={query}
      what="this check"
      skeleton={<SkeletonText lines={6} />}
      page={{
        title: "Check",
        breadcrumb: [
          <Link key="list" to={paths.registries(org)} className="link">
            Registries
          </Link>,
          <Link key="checks" to={paths.registryChecks(org, id)} className="link">
            Checks
          </Link>,
        ],
      }}
    >
      {(check) => <CheckReport key={check.id} org={org} check={check} />}
    </DataRegion>
  );
}

function CheckReport({ org, check }: { org: string; check: CheckView }) {
  const { registry } = check;
  const area = useRef<HTMLDivElement>(null);
  const saved = useQuery({
    ...registryQuery(org, registry?.id ?? ""),
    enabled: registry !== null,
  });
  const onWorkers = saved.data?.checkedOn === "worker";
  const again = useRunAgain(org, check);
  const link = window.location.origin + window.location.pathname;
  const report = checkReport(check, link);
  useOpenLinkedStep(area);
  useShortcuts({
    ...(onWorkers ? {} : { r: again.run }),
    x: () => toggleEvidence(area.current),
    c: () => void copyReport(report),
  });

  return (
    <div ref={area}>
      <PageHeader
        title={`Check of ${check.image}`}
        breadcrumb={[
          <Link key="list" to={paths.registries(org)} className="link">
            Registries
          </Link>,
          ...(registry
            ? [
                <Link key="registry" to={paths.registry(org, registry.id)} className="link">
                  {registry.name}
                </Link>,
                <Link key="checks" to={paths.registryChecks(org, registry.id)} className="link">
                  Checks
                </Link>,
              ]
            : []),
        ]}
        actions={
          <>
            {registry && !onWorkers ? (
              <Button
                variant="primary"
                busy={again.busy && "Starting…"}
                aria-keyshortcuts="r"
                onClick={again.run}
              >
                Run again
              </Button>
            ) : null}
            <Button aria-keyshortcuts="x" onClick={() => toggleEvidence(area.current)}>
              Expand all
            </Button>
            <CopyButton text={link} what="link" />
            <Button onClick={() => window.print()}>
              <Icon glyph={printerGlyph} />
              Print
            </Button>
          </>
        }
      />
      {again.error ? (
        <div className="mb-4">
          <FailurePanel title="The check didn't start." error={again.error} />
        </div>
      ) : null}
      <div className="max-w-4xl space-y-6 xl:max-w-none">
        {onWorkers ? (
          <div className="max-w-form" data-print="hide">
            <WorkerCheckCommand image={check.image} />
          </div>
        ) : null}
        <KeyValueList items={factsOf(check)} />
        <BothSides
          org={org}
          check={check}
          link={link}
          actions={
            saved.data?.secret && blamesSecret(check) ? (
              <ReplaceSecretLink registryId={saved.data.id} />
            ) : null
          }
          help={
            saved.data && refuses(check) ? (
              <Suspense>
                <AccessGuide org={org} registry={saved.data} image={check.image} />
              </Suspense>
            ) : null
          }
        />
        {registry && check.status === "finished" && check.diagnosis?.outcome !== "ok" ? (
          <Suspense fallback={<SkeletonText lines={4} />}>
            <FourChecks org={org} check={check} />
          </Suspense>
        ) : null}
        {registry ? null : (
          <p className="text-table text-muted">
            This check tried a secret that was not saved, so it can't be run again from here.
          </p>
        )}
      </div>
    </div>
  );
}

/** Where the identity or its rights are to blame, it helps to see how they are made. */
function refuses({ diagnosis }: CheckView): boolean {
  return ["denied_or_missing", "bad_credential", "expired"].includes(diagnosis?.outcome ?? "");
}

function blamesSecret({ diagnosis }: CheckView): boolean {
  return diagnosis?.outcome === "bad_credential" || diagnosis?.outcome === "expired";
}

function factsOf(check: CheckView): KeyValue[] {
  const { startedAt, startedBy, durationMs, requests, digest, subject, profile, runFrom } = check;
  return [
    {
      label: "Credential",
      value: runFrom === "server" ? subjectWords[subject] : "What Berth handed to the worker",
    },
    { label: "Run from", value: runFromWords(runFrom) },
    {
      label: "Started",
      value: (
        <>
          {formatAbsolute(Date.parse(startedAt))} (<RelativeTime at={startedAt} />)
          {startedBy ? ` by ${startedBy.name}` : ""}
          {profile === "re-check" ? ", by the schedule: only access is checked again" : ""}
        </>
      ),
    },
    ...(durationMs === null
      ? []
      : [
          {
            label: "Took",
            value: `${formatDuration(durationMs)}${requests === null ? "" : `, ${requests} ${requests === 1 ? "request" : "requests"}`}`,
          },
        ]),
    ...(digest === null ? [] : [{ label: "Digest", value: <MonoText>{digest}</MonoText> }]),
  ];
}

const subjectWords: Record<CheckView["subject"], string> = {
  form: "From a form that was not saved yet",
  registry: "The saved one",
  "new-secret": "A new secret, tried before it replaced the saved one",
};

function useRunAgain(org: string, check: CheckView) {
  const navigate = useNavigate();
  const start = useStartCheck(org);
  const { registry, image } = check;
  const run = () => {
    if (!registry || start.isPending) return;
    start.mutate(
      { subject: "registry", registryId: registry.id, image },
      { onSuccess: ({ id }) => void navigate(paths.registryCheck(org, registry.id, id)) },
    );
  };
  return { run, busy: start.isPending, error: start.error };
}

/** Opens every step's evidence, or closes it all where everything is open. */
function toggleEvidence(area: HTMLElement | null): void {
  const parts = [...(area?.querySelectorAll("details") ?? [])];
  const open = parts.some((part) => !part.open);
  for (const part of parts) part.open = open;
  announce(open ? "Expanded all evidence" : "Closed all evidence");
}

/** `#step-token` in the address opens that step's evidence. */
function useOpenLinkedStep(area: { current: HTMLElement | null }): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (!id.startsWith("step-")) return;
    const step = area.current?.querySelector(`#${CSS.escape(id)}`);
    const evidence = step?.querySelector("details");
    if (evidence) evidence.open = true;
    step?.scrollIntoView({ block: "center" });
  }, [area]);
}

async function copyReport(report: string): Promise<void> {
  announce((await copyText(report)) ? "Copied report" : "The browser blocked copying.");
}

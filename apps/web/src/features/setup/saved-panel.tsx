import type { CheckView, RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { isApiError } from "#src/api/errors.ts";
import { registryQuery } from "#src/api/registries.ts";
import { useOrganization } from "#src/api/session.ts";
import { checkQuery } from "#src/api/use-check.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { CheckRemarkList } from "#src/domain-ui/check-remark-list.tsx";
import { WorkerCheckCommand } from "#src/domain-ui/worker-check-command.tsx";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";

/** What the setup ends with: that it is saved, whether it is proven, and what to put into a project now. */
export function SavedPanel({
  org,
  id,
  gained,
}: {
  org: string;
  id: string;
  /** Images of the last 30 days that use the registry from now on; 0 where that is not known. */
  gained: number;
}) {
  const query = useQuery(registryQuery(org, id));
  if (isApiError(query.error, "not_found")) throw query.error;
  return (
    <DataRegion query={query} what="the registry" skeleton={<SkeletonText lines={6} />}>
      {(registry) => <Saved org={org} registry={registry} gained={gained} />}
    </DataRegion>
  );
}

function Saved({ org, registry, gained }: { org: string; registry: RegistryView; gained: number }) {
  const { name } = useOrganization();
  const { health, testImage, id } = registry;
  const check = useQuery({
    ...checkQuery(org, health.checkId ?? ""),
    enabled: health.checkId !== null,
  });
  // Before the first one there is nobody who could pull.
  const noToken = useQuery(workerTokensQuery(org)).data?.length === 0;
  const title = titleOf(registry, check.data);
  useDocumentTitle(title, registry.name, name);
  useEffect(() => {
    document.querySelector<HTMLElement>("main h1[tabindex], h1[tabindex]")?.focus();
  }, []);
  return (
    <div className="max-w-form">
      <PageHeader title={title} lead={leadOf(registry, check.data, gained, name)} />
      <div className="space-y-6">
        <KeyValueList
          items={[
            {
              label: "Serves images that fit",
              value: registry.patterns.map(({ text }) => (
                <MonoText key={text} className="block">
                  {text}
                </MonoText>
              )),
            },
            ...(check.data?.digest
              ? [{ label: "Checked digest", value: <MonoText>{check.data.digest}</MonoText> }]
              : []),
          ]}
        />
        {check.data ? <CheckRemarkList check={check.data} /> : null}
        {registry.checkedOn === "worker" ? <WorkerCheckCommand image={testImage} /> : null}
        {testImage === null ? null : (
          <section className="space-y-3" aria-labelledby="use-it">
            <h2 id="use-it" className="text-lead font-semibold">
              Use it
            </h2>
            <CopyBlock
              what="image line"
              title="In any file that names an image"
              parts={[{ text: `image: ${testImage}` }]}
            />
            <CopyBlock
              what="step"
              title="valohai.yaml"
              parts={[{ text: valohaiStep(testImage) }]}
            />
          </section>
        )}
        <section className="space-y-3" aria-labelledby="next-steps">
          <h2 id="next-steps" className="text-lead font-semibold">
            Next
          </h2>
          {noToken ? (
            <p>A machine pulls with a worker token, and this organization has none yet.</p>
          ) : null}
          <div className="flex flex-wrap gap-2">
            {noToken ? <TokenLink org={org} primary /> : null}
            <Link
              to={paths.registry(org, id)}
              className={`${buttonStyles(noToken ? "secondary" : "primary")} min-w-0 max-w-full wrap-anywhere whitespace-normal!`}
            >
              Open '{registry.name}'
            </Link>
            {noToken ? null : <TokenLink org={org} />}
            <Link
              to={paths.explain(org, testImage === null ? {} : { image: testImage })}
              className={buttonStyles()}
            >
              Explain an image
            </Link>
            <Link to={paths.registries(org)} className={buttonStyles()}>
              Back to registries
            </Link>
          </div>
        </section>
      </div>
    </div>
  );
}

function TokenLink({ org, primary = false }: { org: string; primary?: boolean }) {
  return (
    <Link to={paths.tokenNew(org)} className={buttonStyles(primary ? "primary" : "secondary")}>
      Create a worker token
    </Link>
  );
}

function titleOf({ health }: RegistryView, check: CheckView | undefined): string {
  if (health.checkId === null) return "Saved, not checked";
  if (!check) return "Saved";
  return check.diagnosis?.outcome === "ok" ? "Saved and verified" : "Saved, not proven";
}

const tryThere = "The command below, run on one of them, shows whether the role may read.";

function leadOf(
  { health, name, checkedOn }: RegistryView,
  check: CheckView | undefined,
  gained: number,
  organization: string,
): ReactNode {
  if (health.checkId === null) {
    return checkedOn === "worker"
      ? `Workers sign in to '${name}' with their own role. ${tryThere}`
      : `Pulls with '${name}' may fail until you check it.`;
  }
  if (check?.diagnosis && check.diagnosis.outcome !== "ok") {
    return <MarkedText>{check.diagnosis.symptom}</MarkedText>;
  }
  return gained > 0
    ? `${plural(gained, "image")} pulled in the last 30 days will use '${name}' from now on.`
    : `Projects of ${organization} can pull with '${name}' from now on.`;
}

/** A whole step, ready to paste: a `valohai.yaml` is a list of such items. */
function valohaiStep(image: string): string {
  return [
    "- step:",
    "    name: try-the-image",
    `    image: ${image}`,
    "    command:",
    '      - echo "Pulled with Berth"',
  ].join("\n");
}

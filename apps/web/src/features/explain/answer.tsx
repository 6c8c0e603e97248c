import { type ExplanationView, investigators } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { registriesQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { CheckList } from "#src/domain-ui/check-list.tsx";
import type { OrganizationPatterns } from "#src/domain-ui/pattern-tester/organization-patterns.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { announce } from "#src/lib/announcer.ts";
import { copyText } from "#src/lib/clipboard.ts";
import { useShortcuts } from "#src/lib/shortcuts.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { EvaluationList } from "./evaluation-list.tsx";
import { ExplainActions, linkTo, useImageCheck } from "./explain-actions.tsx";
import { asMarkdown } from "./explanation-text.ts";
import type { Question } from "./explain-question.ts";
import { comparedText } from "./image-marks.ts";
import { HintBox } from "./hint-box.tsx";
import { VerdictCard } from "./verdict-card.tsx";

const TryPatterns = lazy(async () => ({
  default: (await import("./try-patterns.tsx")).TryPatterns,
}));

type FourCheck = ExplanationView["checks"][number];

/** The server's answer: verdict, the four checks, every pattern in order, and what can be done. */
export function Answer({
  explanation,
  question,
  patterns,
  showOthers,
  onShowOthers,
  onImage,
}: {
  explanation: ExplanationView;
  question: Question;
  patterns: OrganizationPatterns | null;
  showOthers: boolean;
  onShowOthers: (show: boolean) => void;
  onImage: (image: string) => void;
}) {
  const { slug: org } = useOrganization();
  const check = useImageCheck(explanation);
  useShortcuts({
    n: () => onShowOthers(!showOthers),
    m: () => void copyMarkdown(explanation, linkTo(org, question)),
  });

  const actionOf = (one: FourCheck): ReactNode => {
    if (
      one.id === "readable" &&
      one.mark === "not-checked" &&
      check &&
      explanation.verdict === "uses"
    ) {
      return (
        <Button size="small" busy={check.busy} onClick={check.run}>
          Check now
        </Button>
      );
    }
    const to = linkOf(org, one, explanation);
    return to === null ? null : (
      <Link to={to.path} className="link text-table">
        {to.words}
      </Link>
    );
  };

  return (
    <div className="space-y-6">
      <PaperQuestion explanation={explanation} />
      <VerdictCard explanation={explanation}>
        {explanation.hint ? (
          <HintBox
            hint={explanation.hint}
            image={explanation.image}
            patterns={patterns}
            onImage={onImage}
          />
        ) : null}
      </VerdictCard>
      <ExplainActions explanation={explanation} question={question} />
      <CheckList checks={explanation.checks} action={actionOf} />
      <EvaluationList
        org={org}
        explanation={explanation}
        showOthers={showOthers}
        onShowOthers={onShowOthers}
      />
      <TrySection explanation={explanation} patterns={patterns} />
    </div>
  );
}

/** The tester, for those who may see all patterns. Its code comes when it is opened. */
function TrySection({
  explanation,
  patterns,
}: {
  explanation: ExplanationView;
  patterns: OrganizationPatterns | null;
}) {
  const { canonical, winner, asOf } = explanation;
  const image = comparedText(explanation);
  const { slug: org, role } = useOrganization();
  const [open, setOpen] = useState(false);
  const registries = useQuery({ ...registriesQuery(org), enabled: open });
  const start = useMemo(() => {
    if (winner || !open || !patterns) return winner?.registry.id;
    const found = patterns.index.explain(image);
    return found.ok && found.nearest
      ? patterns.entries.get(found.nearest.id)?.registryId
      : undefined;
  }, [winner, open, patterns, image]);
  const usable = canonical !== null && asOf === null && may(role, investigators);
  if (!patterns || !usable) return null;
  return (
    <div data-print="hide">
      <Disclosure summary="Try other patterns on this image" open={open} onToggle={setOpen}>
        {open ? (
          <DataRegion query={registries} what="registries" skeleton={<SkeletonText lines={6} />}>
            {(all) => (
              <Suspense>
                <TryPatterns key={image} registries={all} start={start} image={image} />
              </Suspense>
            )}
          </DataRegion>
        ) : null}
      </Disclosure>
    </div>
  );
}

/** What was asked: on paper there are no fields. */
function PaperQuestion({ explanation: { image, project } }: { explanation: ExplanationView }) {
  return (
    <p className="hidden wrap-anywhere print:block">
      <MonoText>{image}</MonoText>
      {project === null ? ", without a project" : ` in the project '${project.name}'`}
    </p>
  );
}

function linkOf(
  org: string,
  { id, link }: FourCheck,
  { winner, project }: ExplanationView,
): { path: string; words: string } | null {
  if (link === null) return null;
  if (link.kind === "registry") {
    return id === "covered"
      ? { path: paths.registryPatterns(org, link.id), words: "Patterns" }
      : { path: paths.registry(org, link.id), words: "Registry" };
  }
  if (link.kind === "project") {
    return { path: paths.projects(org, { q: project?.name }), words: "Projects" };
  }
  if (winner === null) return null;
  return { path: paths.registryCheck(org, winner.registry.id, link.id), words: "See the check" };
}

async function copyMarkdown(explanation: ExplanationView, link: string): Promise<void> {
  const copied = await copyText(asMarkdown(explanation, link));
  announce(copied ? "Copied Markdown" : "The browser blocked copying.");
}

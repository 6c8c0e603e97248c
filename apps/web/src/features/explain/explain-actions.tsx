import { type ExplanationView, investigators, managers } from "@berth/api-contract";
import { useNavigate } from "react-router";
import { may, useOrganization } from "#src/api/session.ts";
import { useStartCheck } from "#src/api/start-check.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { WorkerCheckCommand } from "#src/domain-ui/worker-check-command.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { asApiCall, asMarkdown, asText } from "./explanation-text.ts";
import { type Question, questionPath } from "./explain-question.ts";
import { comparedText } from "./image-marks.ts";

/** What can be done with an answer: prove it, hand it on, or add what is missing. */
export function ExplainActions({
  explanation,
  question,
}: {
  explanation: ExplanationView;
  question: Question;
}) {
  const { slug: org, role } = useOrganization();
  const check = useImageCheck(explanation);
  const link = linkTo(org, question);
  const { verdict, asOf, checkedOn } = explanation;
  const onWorker = checkedOn === "worker" && may(role, investigators);
  const canCreate = verdict === "no-credential" && asOf === null && may(role, managers);
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-2" data-print="hide">
        {check ? (
          <Button variant="primary" busy={check.busy} onClick={check.run}>
            Run a check with this image
          </Button>
        ) : null}
        {canCreate ? (
          <Link
            to={paths.registryNew(org, { image: comparedText(explanation) })}
            className={buttonStyles("primary")}
          >
            Create registry for this image
          </Link>
        ) : null}
        <CopyButton what="link" text={link} />
        <CopyButton what="as text" text={asText(explanation, link)} />
        <CopyButton what="as Markdown" text={asMarkdown(explanation, link)} />
        <CopyButton
          what="API call"
          text={asApiCall(org, { ...question, image: explanation.image }, window.location.origin)}
        />
      </div>
      {onWorker ? (
        <div className="max-w-form">
          <WorkerCheckCommand image={comparedText(explanation)} />
        </div>
      ) : null}
      <FailurePanel title="The check did not start." error={check?.error} />
    </div>
  );
}

/**
 * Checks the image through the registry that serves it, and goes to the check. Null where there is nothing to check,
 * or where only a worker can.
 */
export function useImageCheck(explanation: ExplanationView): {
  run: () => void;
  busy: string | false;
  error: unknown;
} | null {
  const { winner, asOf, checkedOn } = explanation;
  const image = comparedText(explanation);
  const { slug: org, role } = useOrganization();
  const navigate = useNavigate();
  const start = useStartCheck(org);
  if (winner === null || asOf !== null || checkedOn === "worker" || !may(role, investigators))
    return null;
  const registryId = winner.registry.id;
  return {
    run: () =>
      start.mutate(
        { subject: "registry", registryId, image },
        { onSuccess: ({ id }) => void navigate(paths.registryCheck(org, registryId, id)) },
      ),
    busy: start.isPending && "Starting…",
    error: start.error,
  };
}

export function linkTo(org: string, question: Question): string {
  return window.location.origin + questionPath(org, question);
}

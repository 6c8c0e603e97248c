import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useOrganization } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { formatAbsolute } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { Answer } from "./answer.tsx";
import { ExplainForm } from "./explain-form.tsx";
import { type Question, questionPath, readQuestion } from "./explain-question.ts";
import { useExplanation } from "./use-explanation.ts";
import { LocalVerdictCard } from "./verdict-card.tsx";

/** Which registry serves an image, and why: one answer for support. */
export function ExplainPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Explain an image", name);
  const { question, change, submit } = useQuestion(org);
  const [showOthers, setShowOthers] = useState(role === "support");
  const explained = useExplanation(question);
  const { image, answer, latest, local, patterns, error } = explained;
  const shown = answer ?? latest;

  return (
    <>
      <PageHeader
        title="Explain an image"
        lead="Which registry serves it, and why, or why none does."
        actions={
          <Link to={paths.explainFile(org)} className="link">
            Explain a whole file
          </Link>
        }
      />
      <div className="space-y-6">
        <ExplainForm question={question} onChange={change} onSubmit={submit} />
        {question.asOf === "" ? null : (
          <Notice tone="info">
            Answered from the patterns as they stood on {formatAbsolute(Date.parse(question.asOf))}.
          </Notice>
        )}
        <FailurePanel
          title="Couldn't explain this image."
          error={error}
          onRetry={explained.retry}
          retrying={explained.retrying}
        />
        {image === "" ? (
          <EmptyState title="No image yet">
            <MarkedText>
              Paste an image as it stands in a log, a manifest or a `docker pull` command.
            </MarkedText>
          </EmptyState>
        ) : local ? (
          <LocalVerdictCard local={local} />
        ) : shown && !error ? (
          <div aria-busy={answer === null} className={answer === null ? "opacity-60" : ""}>
            <Answer
              explanation={shown}
              question={question}
              patterns={patterns}
              showOthers={showOthers}
              onShowOthers={setShowOthers}
              onImage={(text) => change({ image: text })}
            />
          </div>
        ) : error ? null : (
          <LoadingRegion loading label="Asking the server" skeleton={<SkeletonText lines={6} />}>
            {null}
          </LoadingRegion>
        )}
      </div>
      <output className="sr-only">{answer ? plainSentence(answer.sentence) : ""}</output>
    </>
  );
}

/** The question as it is typed. The address has it from Enter on, and follows a choice of project or moment at once. */
function useQuestion(org: string) {
  const [search] = useSearch();
  const navigate = useNavigate();
  const address = search.toString();
  const [question, setQuestion] = useState<Question>(() => readQuestion(search));
  const told = useRef(address);

  useEffect(() => {
    if (told.current === address) return;
    told.current = address;
    setQuestion(readQuestion(new URLSearchParams(address)));
  }, [address]);

  const go = (next: Question, replace: boolean) => {
    const path = questionPath(org, next);
    told.current = path.split("?")[1] ?? "";
    void navigate(path, { replace });
  };
  return {
    question,
    change: (part: Partial<Question>) => {
      const next = { ...question, ...part };
      setQuestion(next);
      if (part.image === undefined) go(next, true);
    },
    submit: () => go(question, false),
  };
}

function plainSentence(sentence: string): string {
  return sentence.replaceAll("`", "");
}

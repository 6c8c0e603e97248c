import { investigators } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { projectsQuery } from "#src/api/projects.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { formatCount, plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { Field } from "#src/ui/field.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { Select } from "#src/ui/select.tsx";
import { Switch } from "#src/ui/switch.tsx";
import { projectOptions } from "../project-options.ts";
import { ExportButtons } from "./export-buttons.tsx";
import { FileEditor } from "./file-editor.tsx";
import { fileKindWords } from "./file-kind-words.ts";
import { type FileRow, fileRows } from "./file-row.ts";
import { goToLine } from "./file-text.tsx";
import { FoundTable } from "./found-table.tsx";
import { lineMarks } from "./line-marks.ts";
import { ProblemList } from "./problem-list.tsx";
import { ReportList } from "./report-list.tsx";
import { SaveReportButton } from "./save-report-button.tsx";
import { useExplanations } from "./use-explanations.ts";
import { referencesOf, useFoundImages } from "./use-found-images.ts";
import { VariableInputs } from "./variable-inputs.tsx";

/** Every image of a file at once. The file stays in this page: it is in no address and no storage. */
export function ExplainFilePage() {
  const { slug: org, name, role, visit } = useOrganization();
  const mayRead = may(role, investigators);
  const maySave = mayRead && visit === null;
  useDocumentTitle("Explain a file", name);
  const [search, changeSearch] = useSearch();
  const project = search.get("project") ?? "";
  const onlyProblems = search.get("show") === "problems";
  const [file, setFile] = useState<{ text: string; name: string | undefined }>({
    text: "",
    name: undefined,
  });
  const [values, setValues] = useState<Record<string, string>>({});
  const field = useRef<HTMLTextAreaElement>(null);

  const reader = useFoundImages(file.text, file.name, values);
  const { found } = reader;
  const references = useMemo(() => referencesOf(found), [found]);
  const explained = useExplanations(org, references, project);
  const rows = useMemo(
    () => fileRows(found?.images ?? [], explained.answers),
    [found, explained.answers],
  );
  const problems = found?.problems ?? [];
  const marks = useMemo(() => lineMarks(rows, found?.problems ?? []), [rows, found]);
  const shown = onlyProblems ? rows.filter(({ isProblem }) => isProblem) : rows;
  const showLine = (line: number) => goToLine(field.current, line);

  return (
    <>
      <PageHeader
        title="Explain a file"
        breadcrumb={[
          <Link key="explain" to={paths.explain(org)} className="link">
            Explain an image
          </Link>,
        ]}
        lead="A valohai.yaml, a Compose file or Kubernetes manifests. Only image names leave this page."
      />
      <div className="grid gap-x-6 gap-y-6 lg:grid-cols-[2fr_3fr]">
        <div className="min-w-0 lg:sticky lg:top-[calc(var(--top-bar-height)+1rem)] lg:self-start">
          <FileEditor
            text={file.text}
            onText={(text, fileName) => setFile((now) => ({ text, name: fileName ?? now.name }))}
            marks={marks}
            field={field}
          />
        </div>
        <div className="min-w-0 space-y-4">
          <ProjectChoice
            org={org}
            value={project}
            onChange={(next) => changeSearch({ project: next })}
          />
          {reader.error ? (
            <ErrorPanel
              title="Couldn't load what reads files."
              message="The connection to the Berth server may be down."
              onRetry={reader.retry}
            />
          ) : null}
          {found ? (
            <>
              <ProblemList problems={problems} onLine={showLine} />
              <VariableInputs images={found.images} values={values} onChange={setValues} />
              <FailurePanel
                title="Couldn't explain these images."
                error={explained.error}
                onRetry={explained.retry}
                retrying={explained.retrying}
              />
              {rows.length > 0 ? (
                <>
                  <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                    <output className="font-medium">
                      {fileKindWords[found.kind]}: {summary(rows)}
                    </output>
                    <span className="flex flex-wrap items-center gap-2" data-print="hide">
                      <Switch
                        label="Problems only"
                        checked={onlyProblems}
                        onChange={(on) => changeSearch({ show: on ? "problems" : null })}
                      />
                      <ExportButtons rows={shown} />
                      {maySave ? (
                        <SaveReportButton
                          org={org}
                          fileName={file.name}
                          kind={found.kind}
                          project={project}
                          images={found.images}
                        />
                      ) : null}
                    </span>
                  </div>
                  {shown.length === 0 ? (
                    <p className="text-muted">No problems.</p>
                  ) : (
                    <FoundTable org={org} project={project} rows={shown} onLine={showLine} />
                  )}
                </>
              ) : null}
            </>
          ) : (
            <p className="text-muted">
              Paste, drop or choose a file, and every image in it is listed here with the registry
              that serves it.
            </p>
          )}
          {mayRead ? <ReportList org={org} /> : null}
        </div>
      </div>
    </>
  );
}

function ProjectChoice({
  org,
  value,
  onChange,
}: {
  org: string;
  value: string;
  onChange: (project: string) => void;
}) {
  const projects = useQuery(projectsQuery(org));
  return (
    <Field label="Project" optional>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          options={projectOptions(projects.data ?? [], value)}
        />
      )}
    </Field>
  );
}

/** "12 images, 2 with a problem". */
function summary(rows: readonly FileRow[]): string {
  const waiting = rows.some(({ state }) => state === "waiting");
  const problems = rows.filter(({ isProblem }) => isProblem).length;
  const images = plural(rows.length, "image");
  if (waiting) return `${images}, asking the server…`;
  return problems === 0
    ? `${images}, no problems`
    : `${images}, ${formatCount(problems)} with a problem`;
}

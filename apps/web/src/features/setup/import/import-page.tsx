import type { CredentialFile } from "@berth/credential-files";
import { useEffect, useState } from "react";
import { useOrganization } from "#src/api/session.ts";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { focusHeading } from "#src/lib/focus-heading.ts";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { EntryForm } from "./entry-form.tsx";
import { EntryTable, type EntryState } from "./entry-table.tsx";
import { FileStep } from "./file-step.tsx";

const kindWords: Record<CredentialFile["kind"], string> = {
  "docker-config": "A Docker or containers sign-in file",
  kubernetes: "Kubernetes objects",
  valohai: "Registry credentials of Valohai",
  unknown: "A file of no known kind",
};

/**
 * Registries out of a file that other tools sign in with. The file is read here and kept in this page's memory
 * alone; a secret leaves it when its registry is checked or saved, for the host that it stands under.
 */
export function ImportPage() {
  const { slug: org, name } = useOrganization();
  useDocumentTitle("Import registries", name);
  const [file, setFile] = useState<CredentialFile | null>(null);
  const [saved, setSaved] = useState<ReadonlyMap<number, string>>(new Map());
  const [open, setOpen] = useState<number | null>(null);
  const start = (next: CredentialFile | null) => {
    setFile(next);
    setSaved(new Map());
    setOpen(null);
  };
  // What had the focus is gone: the list comes in the place of the form, and the form in that of the list.
  const shown = file === null ? null : (open ?? "list");
  useEffect(() => {
    if (shown !== null) void focusHeading();
  }, [shown]);

  const entries = file?.entries ?? [];
  const left = entries.filter(({ start: known, missing }, index) => {
    return known !== null && missing === null && !saved.has(index);
  }).length;
  const entry = open === null ? undefined : entries[open];
  const stateOf = (index: number): EntryState => {
    const id = saved.get(index);
    if (id !== undefined) return { kind: "added", id };
    return entries[index]?.start ? { kind: "open" } : { kind: "unusable" };
  };
  return (
    <>
      <PageHeader
        title={entry ? `Import: ${entry.host}` : "Import registries"}
        breadcrumb={[
          <Link key="list" to={paths.registries(org)} className="link">
            Registries
          </Link>,
          ...(entry
            ? [
                <Button key="import" variant="quiet" size="small" onClick={() => setOpen(null)}>
                  Import registries
                </Button>,
              ]
            : []),
        ]}
        lead={
          entry
            ? "Look it over. Its secret goes to this host alone, and is kept once you save."
            : "From a Docker config.json, a containers auth.json, Kubernetes pull secrets, or an export of Valohai's registry credentials."
        }
      />
      <UnsavedGuard when={left > 0} title="Leave the import?">
        <p>
          {plural(left, "registry", "registries")} of the file {left === 1 ? "is" : "are"} not added
          yet. The file is not kept; read it again to go on.
        </p>
      </UnsavedGuard>
      {file === null || (file.kind === "unknown" && entries.length === 0) ? (
        <FileStep problems={file?.problems ?? []} onRead={start} />
      ) : entry?.start && open !== null ? (
        <EntryForm
          key={open}
          org={org}
          host={entry.host}
          start={entry.start}
          pattern={entry.pattern}
          missing={entry.missing}
          onBack={() => setOpen(null)}
          onSaved={(id) => {
            setSaved(new Map(saved).set(open, id));
            setOpen(null);
          }}
        />
      ) : (
        <div className="space-y-4">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <output className="font-medium">
              {kindWords[file.kind]}: {plural(entries.length, "registry", "registries")}
              {saved.size > 0 ? `, ${saved.size} added` : ""}
            </output>
            <Button onClick={() => start(null)}>Read another file</Button>
          </div>
          {file.problems.map((problem) => (
            <Notice key={problem} tone="warning">
              {problem}
            </Notice>
          ))}
          {entries.length === 0 ? null : (
            <EntryTable org={org} entries={entries} stateOf={stateOf} onOpen={setOpen} />
          )}
        </div>
      )}
    </>
  );
}

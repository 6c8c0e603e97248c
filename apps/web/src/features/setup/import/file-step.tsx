import type { CredentialFile } from "@berth/credential-files";
import { type FormEvent, useId, useState } from "react";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { useErrorTitle } from "#src/lib/document-title.ts";
import { formatBytes } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { Field } from "#src/ui/field.tsx";
import { FileDrop } from "#src/ui/file-drop.tsx";
import { TextArea } from "#src/ui/text-area.tsx";

const fileBytesMax = 1024 * 1024;

/** The file, pasted, dropped or chosen. */
export function FileStep({
  problems,
  onRead,
}: {
  /** Why the last one could not be read. */
  problems: readonly string[];
  onRead: (file: CredentialFile) => void;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const [complaint, setComplaint] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const [reading, setReading] = useState(false);
  const shown = complaint ?? problems[0];
  useErrorTitle(shown !== undefined);

  const read = async (whole: string) => {
    setAttempt((before) => before + 1);
    setFailure(null);
    if (whole.trim() === "") {
      setComplaint("Paste the file, or choose it.");
      return;
    }
    setComplaint(null);
    setReading(true);
    try {
      // Reading YAML weighs as much as the rest of the console: it comes when there is something to read.
      const { readCredentialFile } = await import("@berth/credential-files");
      onRead(readCredentialFile(whole));
    } catch (error) {
      setFailure(error);
    } finally {
      setReading(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void read(text);
  };
  return (
    <form noValidate onSubmit={submit} className="max-w-form space-y-4">
      {shown === undefined ? null : (
        <ErrorSummaryBox lines={[{ message: shown, fieldId: id }]} attempt={attempt} />
      )}
      <FailurePanel title="Couldn't load what reads files." error={failure} />
      <FileDrop
        bytesMax={fileBytesMax}
        tooLarge={({ name, size }) => `${name} has ${formatBytes(size)}; at most 1 MB is read.`}
        accept=".json,.yaml,.yml,.txt,text/plain"
        onFile={(whole) => void read(whole)}
      >
        {(chooseButton) => (
          <>
            <Field
              id={id}
              label="File"
              hint="It is read in this browser and kept nowhere. A secret leaves this page only when you check or save its registry, and only for the host that it stands under."
              error={shown}
            >
              {(control) => (
                <TextArea
                  {...control}
                  mono
                  rows={10}
                  autoComplete="off"
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                />
              )}
            </Field>
            <div className="flex flex-wrap items-center gap-2">
              <Button type="submit" variant="primary" busy={reading && "Reading…"}>
                Read file
              </Button>
              {chooseButton("Choose file")}
              <span className="text-table text-muted pointer-coarse:hidden">
                or drop it on the field
              </span>
            </div>
          </>
        )}
      </FileDrop>
    </form>
  );
}

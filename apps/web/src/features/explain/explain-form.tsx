import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { projectsQuery } from "#src/api/projects.ts";
import { useOrganization } from "#src/api/session.ts";
import { Button } from "#src/ui/button.tsx";
import { Combobox } from "#src/ui/combobox.tsx";
import { Field } from "#src/ui/field.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Select } from "#src/ui/select.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { cleanImage, type Question } from "./explain-question.ts";
import { projectOptions } from "./project-options.ts";
import { useImageSuggestions } from "./use-image-suggestions.ts";

/** Image, project and moment. Each keystroke asks; Enter puts the question into the address. */
export function ExplainForm({
  question,
  onChange,
  onSubmit,
}: {
  question: Question;
  onChange: (change: Partial<Question>) => void;
  onSubmit: () => void;
}) {
  const { slug: org } = useOrganization();
  const projects = useQuery(projectsQuery(org));
  const suggestions = useImageSuggestions();
  const { removed } = cleanImage(question.image);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <search>
      <form noValidate onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 grow basis-80">
          <Field
            label="Image"
            notice={
              removed === null ? null : (
                <MarkedText>{`Removed \`${removed}\`. An image name doesn't include it.`}</MarkedText>
              )
            }
          >
            {(control) => (
              <Combobox
                {...control}
                mono
                value={question.image}
                onChange={(image) => onChange({ image })}
                suggestions={suggestions}
                placeholder="registry.example.com/team/train:v2"
                autoComplete="off"
              />
            )}
          </Field>
        </div>
        <div className="w-full sm:w-56">
          <Field label="Project">
            {(control) => (
              <Select
                {...control}
                value={question.project}
                onChange={(event) => onChange({ project: event.currentTarget.value })}
                options={projectOptions(projects.data ?? [], question.project)}
              />
            )}
          </Field>
        </div>
        <div className="max-sm:w-full">
          <Field label="As of" optional>
            {(control) => (
              <div className="flex gap-1">
                <TextInput
                  {...control}
                  type="datetime-local"
                  step={1}
                  value={toLocal(question.asOf)}
                  onChange={(event) => onChange({ asOf: toIso(event.currentTarget.value) })}
                />
                {question.asOf === "" ? null : (
                  <Button onClick={() => onChange({ asOf: "" })}>Now</Button>
                )}
              </div>
            )}
          </Field>
        </div>
        {/* Enter in a field submits; the button is for screen readers that look for one, and no stop of the Tab key. */}
        <button type="submit" tabIndex={-1} className="sr-only">
          Explain
        </button>
      </form>
    </search>
  );
}

/** The field's own format, in the browser's time zone. */
function toLocal(iso: string): string {
  if (iso === "") return "";
  const at = new Date(iso);
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

function toIso(local: string): string {
  const time = Date.parse(local);
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}

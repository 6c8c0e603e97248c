import { detectType, type Pasted, type RegistryType, registryTypes } from "@berth/registry-catalog";
import { type FormEvent, useId, useState } from "react";
import { RegistryTypeLabel } from "#src/domain-ui/registry-type-icon.tsx";
import { useOrganization } from "#src/api/session.ts";
import { useDocumentTitle, useErrorTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { RadioCards } from "#src/ui/radio-cards.tsx";
import { DraftList } from "./drafts/draft-list.tsx";
import { PasteField } from "./paste-field.tsx";
import type { KnownStart } from "./setup-answers.ts";

/** Paste an image and everything that it says is filled in; or choose the type by hand. */
export function TypePicker({
  pasted: initial,
  onStart,
}: {
  /** An image that the address brought along. */
  pasted: string;
  onStart: (type: RegistryType, known: KnownStart | null) => void;
}) {
  const { slug: org, name } = useOrganization();
  useDocumentTitle("Add a registry", name);
  const id = useId();
  const [text, setText] = useState(initial);
  const [chosen, setChosen] = useState("");
  const [problem, setProblem] = useState("");
  const [attempt, setAttempt] = useState(0);
  useErrorTitle(problem !== "");

  /** What was read from a text with a secret in it; the text itself is kept nowhere. */
  const [held, setHeld] = useState<Pasted | null>(null);
  const pasted = held ?? (text.trim() === "" ? null : detectType(text));
  const slug = chosen === "" ? (pasted?.type ?? "") : chosen;

  const change = (next: string, secret: Pasted | null = null) => {
    setText(next);
    setHeld(secret);
    setChosen("");
    setProblem("");
  };
  const take = (whole: string) => {
    const read = detectType(whole);
    if (read !== null && Object.keys(read.secret).length > 0) change("", read);
    else change(whole.trim().replaceAll(/\s+/g, " "));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const type = registryTypes.find((one) => one.slug === slug);
    if (type) {
      onStart(type, pasted?.type === type.slug ? pasted : null);
      return;
    }
    setProblem(text.trim() === "" ? nothingGiven : notRecognised);
    setAttempt(attempt + 1);
  };
  return (
    <>
      <PageHeader
        title="Add a registry"
        breadcrumb={[
          <Link key="list" to={paths.registries(org)} className="link">
            Registries
          </Link>,
        ]}
        lead={
          <>
            Your organization's projects can then pull its private images. Several at once? Import
            them{" "}
            <Link to={paths.registryImport(org)} className="link">
              from a file
            </Link>{" "}
            that Docker, Podman, Kubernetes or Valohai signs in with.
          </>
        }
      />
      <form noValidate onSubmit={submit} className="max-w-form space-y-6">
        {problem === "" ? null : (
          <ErrorSummaryBox
            lines={[{ message: problem, fieldId: `${id}-paste` }]}
            attempt={attempt}
          />
        )}
        <PasteField
          id={`${id}-paste`}
          text={text}
          held={held}
          error={problem === "" ? undefined : problem}
          notice={recognised(text, pasted)}
          onText={change}
          onTake={take}
          onRelease={() => change("")}
        />
        <RadioCards
          id={`${id}-type`}
          legend="Or choose where your images are"
          columns={registryTypes.length > 1 ? 2 : 1}
          cards={registryTypes.map((type) => ({
            value: type.slug,
            label: <RegistryTypeLabel type={type.slug} name={type.name} />,
            description: type.needs,
            aside: <span className="whitespace-nowrap">about {type.minutes} min</span>,
          }))}
          inputProps={(value) => ({
            name: `${id}-type`,
            checked: slug === value,
            onChange: () => {
              setChosen(value);
              setProblem("");
            },
          })}
        />
        <Button type="submit" variant="primary">
          Continue
        </Button>
      </form>
      <DraftList org={org} />
    </>
  );
}

const nothingGiven = "Paste an image, or choose where your images are.";
const notRecognised =
  "We can't tell a registry from this. Paste an image such as `registry.example.com/team/app:v2`, or choose where your images are.";

function recognised(text: string, pasted: Pasted | null) {
  if (!pasted) return text.trim() === "" ? null : "Not recognised yet.";
  const type = registryTypes.find(({ slug }) => slug === pasted.type);
  const host = type?.defaultHost(pasted.settings);
  return (
    <>
      <span className="block text-fg">
        <MarkedText>
          {`Read as ${pasted.readAs}: ${type?.name ?? pasted.type}${host ? ` at \`${host}\`` : ""}.`}
        </MarkedText>
      </span>
      {pasted.notices.map(({ code, message }) => (
        <span key={code + message} className="block">
          <MarkedText>{message}</MarkedText>
        </span>
      ))}
    </>
  );
}

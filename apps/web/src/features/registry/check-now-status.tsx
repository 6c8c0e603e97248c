import type { RegistryView } from "@berth/api-contract";
import { type FormEvent, useState } from "react";
import { isApiError } from "#src/api/errors.ts";
import { checkEndSentence, checkProgress } from "#src/domain-ui/check-progress.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { Spinner } from "#src/ui/spinner.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { type CheckNow, useFollowedCheck } from "./use-check-now.ts";

/** How the check from the header does: asked for an image, under way, over. */
export function CheckNowStatus({
  org,
  registry,
  checking,
}: {
  org: string;
  registry: RegistryView;
  checking: CheckNow;
}) {
  const { error } = checking;
  const aboutImage = isApiError(error, "validation_failed");
  return (
    <>
      {checking.asking || aboutImage ? (
        <ImageForm
          registry={registry}
          checking={checking}
          problem={aboutImage ? (error.issues[0]?.message ?? error.message) : undefined}
        />
      ) : null}
      {error && !aboutImage ? <FailurePanel title="The check didn't start." error={error} /> : null}
      {checking.checkId === null ? null : (
        <Progress
          key={checking.checkId}
          org={org}
          registry={registry}
          checkId={checking.checkId}
          onDismiss={checking.dismiss}
        />
      )}
    </>
  );
}

function Progress({
  org,
  registry,
  checkId,
  onDismiss,
}: {
  org: string;
  registry: RegistryView;
  checkId: string;
  onDismiss: () => void;
}) {
  const check = useFollowedCheck(org, registry.id, checkId);
  const link = (words: string) => (
    <Link to={paths.registryCheck(org, registry.id, checkId)} className="link">
      {words}
    </Link>
  );
  if (!check || check.status === "running") {
    const { step, steps } = check ? checkProgress(check) : { step: 1, steps: 6 };
    return (
      <p className="flex flex-wrap items-center gap-2 rounded-md bg-subtle px-3 py-2">
        <Spinner />
        Checking — step {step} of {steps}
        {link("Watch the check")}
      </p>
    );
  }
  const ok = check.diagnosis?.outcome === "ok";
  return (
    <Notice
      tone={ok ? "success" : check.status === "cancelled" ? "neutral" : "warning"}
      title={
        <MarkedText>{ok ? checkEndSentence(check) : (check.diagnosis?.symptom ?? "")}</MarkedText>
      }
      actions={
        <>
          {link(ok ? "See the check" : "See why and what to do")}
          <Button size="small" variant="quiet" onClick={onDismiss}>
            Dismiss
          </Button>
        </>
      }
    />
  );
}

function ImageForm({
  registry,
  checking,
  problem,
}: {
  registry: RegistryView;
  checking: CheckNow;
  problem: string | undefined;
}) {
  const [image, setImage] = useState(registry.testImage ?? "");
  const [empty, setEmpty] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(image.trim() === "");
    if (image.trim() !== "") checking.run(image.trim());
  };
  return (
    <form
      noValidate
      onSubmit={submit}
      className="max-w-form space-y-3 rounded-md border border-divider p-4"
    >
      <Field
        label="Image to check with"
        hint="Its manifest is fetched with the saved credential."
        error={empty ? "Enter an image." : problem}
      >
        {(control) => (
          <TextInput
            {...control}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form opens because the person asked for it
            autoFocus
            mono
            autoComplete="off"
            value={image}
            placeholder={`${registry.host}/team/app:v2`}
            onChange={(event) => setImage(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={checking.starting && "Starting…"}>
          Check this image
        </Button>
        <Button variant="quiet" onClick={checking.stopAsking}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

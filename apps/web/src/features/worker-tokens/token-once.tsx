import { useId, useState } from "react";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { Button } from "#src/ui/button.tsx";
import { Checkbox } from "#src/ui/checkbox.tsx";
import { CopyBlock, type CopyPart } from "#src/ui/copy-block.tsx";
import { FieldError } from "#src/ui/field.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

/** The token, the one time it can be seen, with what to do with it. */
export function TokenOnce({
  token,
  expiresAt,
  projectNeeded,
  onDone,
}: {
  token: string;
  expiresAt: string;
  /** Every pull has to name its project. */
  projectNeeded: boolean;
  /** Null where there is nowhere to go. */
  onDone: (() => void) | null;
}) {
  const id = useId();
  const [stored, setStored] = useState(false);
  const [reminded, setReminded] = useState(false);
  const done = () => {
    if (!stored) {
      setReminded(true);
      document.getElementById(id)?.focus();
      return;
    }
    onDone?.();
  };

  return (
    <div className="max-w-3xl space-y-6">
      <Notice tone="warning" title="Copy the token now">
        You won't see it again: Berth keeps only a fingerprint of it. It expires{" "}
        <RelativeTime at={expiresAt} />.
      </Notice>
      <CopyBlock title="Token" what="token" parts={[{ text: token }]} />
      <div>
        {reminded && !stored ? (
          <FieldError id={`${id}-error`} message="Confirm that you have stored the token." />
        ) : null}
        <Checkbox
          id={id}
          label="I've stored it"
          checked={stored}
          onChange={(event) => setStored(event.currentTarget.checked)}
          aria-describedby={reminded && !stored ? `${id}-error` : undefined}
        />
      </div>
      {onDone === null ? null : (
        <Button variant="primary" onClick={done}>
          Done
        </Button>
      )}

      <section aria-labelledby={`${id}-use`} className="space-y-3">
        <h2 id={`${id}-use`} className="text-h2 font-semibold">
          Use it on a machine that pulls
        </h2>
        {snippets(token, projectNeeded).map(({ title, what, parts }) => (
          <CopyBlock key={title} title={title} what={what} parts={parts} />
        ))}
      </section>
      <UnsavedGuard when={!stored} title="Leave without the token?">
        <p>
          You won't see this token again. If it isn't stored anywhere, you will have to create
          another one.
        </p>
      </UnsavedGuard>
    </div>
  );
}

/** The token stands in these on this screen only. */
function snippets(
  token: string,
  projectNeeded: boolean,
): { title: string; what: string; parts: CopyPart[] }[] {
  const url = window.location.origin;
  return [
    {
      title: "Environment",
      what: "environment",
      parts: [{ text: `export BERTH_URL='${url}'\nexport BERTH_TOKEN='${token}'` }],
    },
    {
      title: "Pull an image into an OCI folder",
      what: "pull command",
      parts: [
        { text: "berth-worker pull " },
        { gap: "image" },
        ...(projectNeeded ? [{ text: " --project " }, { gap: "project" }] : []),
        { text: " --to oci:./image" },
      ],
    },
    {
      title: "Ask the API directly",
      what: "curl command",
      parts: [
        {
          text: `curl --fail-with-body -X POST '${url}/api/v1/worker/pulls' \\\n  -H "Authorization: Bearer $BERTH_TOKEN" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"image":"`,
        },
        { gap: "image" },
        ...(projectNeeded ? [{ text: '","project":"' }, { gap: "project" }] : []),
        { text: `"}'` },
      ],
    },
    {
      title: "Compose",
      what: "environment block",
      parts: [
        {
          text: `environment:\n  BERTH_URL: "${url}"\n  BERTH_TOKEN: "${token}"`,
        },
      ],
    },
  ];
}

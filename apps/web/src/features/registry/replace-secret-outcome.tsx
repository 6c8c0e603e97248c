import { useQuery } from "@tanstack/react-query";
import { checkQuery } from "#src/api/use-check.ts";
import { CheckPanel } from "#src/domain-ui/check-panel.tsx";
import { notProvenImages } from "#src/domain-ui/images-in-use.ts";
import { TextField } from "#src/forms/fields.tsx";
import { plural } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { Notice } from "#src/ui/notice.tsx";

/** What the check of a pasted secret came to, with the way to use it all the same. */
export function ReplaceSecretOutcome({
  org,
  checkId,
  result,
}: {
  org: string;
  checkId: string | null;
  result: "works" | "partly" | "fails" | null;
}) {
  const { data: check } = useQuery({
    ...checkQuery(org, checkId ?? ""),
    enabled: checkId !== null,
  });
  if (checkId === null) return null;
  const open = check === undefined ? 0 : notProvenImages(check).length;
  return (
    <div className="space-y-4">
      {result === "works" ? (
        <Notice tone="success" live title="The new secret works">
          The current one is still in use until you press "Use the new secret".
        </Notice>
      ) : null}
      {result === "partly" ? (
        <Notice
          tone="warning"
          live
          title={`The new secret is not proven for ${plural(open, "image")} in use. The current one is still in use.`}
        >
          <p>
            Pulls of {open === 1 ? "it" : "them"} may stop working. Give the new secret the missing
            rights and test again, or use it anyway and say why.
          </p>
          <UseAnyway />
        </Notice>
      ) : null}
      {result === "fails" ? (
        <Notice
          tone="danger"
          live
          title="The new secret didn't work. The current one is still in use."
        >
          <p>Try another one above, or use it anyway and say why.</p>
          <UseAnyway />
        </Notice>
      ) : null}
      <CheckPanel org={org} check={checkId} quietWhenOk />
    </div>
  );
}

function UseAnyway() {
  return (
    <div className="mt-2 space-y-2">
      <TextField
        name="overrideReason"
        label="Why use it anyway?"
        hint="Written to the audit log."
      />
      <Button type="submit" value="anyway">
        Use it anyway
      </Button>
    </div>
  );
}

import { type Fix, type Notice, type Problem, registryType } from "@berth/registry-catalog";
import { useContext } from "react";
import { FormIdContext } from "#src/forms/field-id.ts";
import { Button } from "#src/ui/button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import { useApplyFix, useRegistryForm } from "./registry-form-context.ts";

/** What was cleaned, noticed or recognised in a field, one line each. Null where there is nothing to say. */
export function remarkLines(
  notices: readonly Notice[],
  /** A problem that is not shown as an error yet: a recognised mistake is told as soon as it is pasted. */
  problem: Problem | null,
) {
  if (notices.length === 0 && problem === null) return null;
  return (
    <>
      {problem ? <RemarkLine tone="warning" message={problem.message} /> : null}
      {notices.map(({ code, message, tone }) => (
        <RemarkLine key={code + message} tone={tone} message={message} />
      ))}
    </>
  );
}

function RemarkLine({ tone, message }: { tone?: "warning" | undefined; message: string }) {
  return (
    <span className="mt-1 flex gap-1.5">
      {tone === "warning" ? (
        <span className="pt-0.5 text-warning">
          <StatusGlyph shape="triangle-alert" />
          <span className="sr-only">Warning: </span>
        </span>
      ) : null}
      <span className="min-w-0 max-w-prose wrap-anywhere text-fg">
        <MarkedText>{message}</MarkedText>
      </span>
    </span>
  );
}

/** One button for each correction that is offered. */
export function FixButtons({ fixes }: { fixes: readonly (Fix | undefined)[] }) {
  const applyFix = useApplyFix(useContext(FormIdContext));
  const { onChangeType } = useRegistryForm();
  const offered = fixes.filter(
    (fix): fix is Fix =>
      fix !== undefined &&
      (fix.kind !== "type" || (onChangeType !== undefined && registryType(fix.type) !== undefined)),
  );
  if (offered.length === 0) return null;
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {offered.map((fix) => (
        <Button key={fix.label} size="small" onClick={() => applyFix(fix)}>
          {fix.label}
        </Button>
      ))}
    </div>
  );
}

import type { Fix } from "@berth/registry-catalog";
import { FixButtons } from "#src/domain-ui/registry-form/remarks.tsx";
import { useSettingsNow } from "#src/domain-ui/registry-form/registry-form-context.ts";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import type { KnownStart } from "./setup-answers.ts";

/** What was read from the pasted text, so that nothing was filled in behind anybody's back. */
export function KnownNotice({ known }: { known: KnownStart }) {
  const settings = useSettingsNow();
  // A correction that was made, here or by hand, is no longer offered, nor what it corrects said.
  const open = known.notices.filter(({ fix }) => fix === undefined || changes(fix, settings));
  return (
    <Notice
      tone="info"
      title={`Filled in from ${known.readAs}`}
      actions={
        open.some(({ fix }) => fix !== undefined) ? (
          <FixButtons fixes={open.map(({ fix }) => fix)} />
        ) : null
      }
    >
      {open.length === 0
        ? "Look it over and continue."
        : open.map(({ code, message }) => (
            <p key={code + message}>
              <MarkedText>{message}</MarkedText>
            </p>
          ))}
    </Notice>
  );
}

function changes(fix: Fix, settings: Record<string, unknown>): boolean {
  if (fix.kind !== "set") return true;
  return Object.entries(fix.values).some(
    ([name, value]) => JSON.stringify(settings[name] ?? []) !== JSON.stringify(value),
  );
}

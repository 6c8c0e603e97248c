import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import type { KnownStart } from "./setup-answers.ts";

/** What was read from the pasted text, so that nothing was filled in behind anybody's back. */
export function KnownNotice({ known }: { known: KnownStart }) {
  return (
    <Notice tone="info" title={`Filled in from ${known.readAs}`}>
      {known.notices.length === 0
        ? "Look it over and continue."
        : known.notices.map(({ code, message }) => (
            <p key={code + message}>
              <MarkedText>{message}</MarkedText>
            </p>
          ))}
    </Notice>
  );
}

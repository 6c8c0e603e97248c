import type { InvitationSent } from "@berth/api-contract";
import { useEffect, useRef } from "react";
import { Button } from "#src/ui/button.tsx";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

/** What became of an invitation: mailed, or a link to pass on, which is shown this once. */
export function InvitationResult({
  sent: { invitation, mail, link },
  onClose,
}: {
  sent: InvitationSent;
  onClose: () => void;
}) {
  const top = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => top.current?.focus(), []);
  return (
    <div ref={top} tabIndex={-1} className="space-y-4 outline-none">
      {link === null ? (
        <Notice tone="success" title={`We sent the invitation to ${invitation.email}`}>
          The link in it works once and expires <RelativeTime at={invitation.expiresAt} />.
        </Notice>
      ) : (
        <>
          <Notice
            tone={mail === "failed" ? "warning" : "info"}
            title={
              mail === "failed"
                ? `The mail to ${invitation.email} could not be sent`
                : `Pass this link on to ${invitation.email}`
            }
          >
            {mail === "failed" ? "Pass the link on yourself. " : ""}
            It works once, for an account with this address, and expires{" "}
            <RelativeTime at={invitation.expiresAt} />. It is not shown again.
          </Notice>
          <CopyBlock title="Link" what="link" parts={[{ text: link }]} />
        </>
      )}
      <Button variant="primary" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}

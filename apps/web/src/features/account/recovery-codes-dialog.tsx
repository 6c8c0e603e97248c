import { useId, useState } from "react";
import { Button } from "#src/ui/button.tsx";
import { Checkbox } from "#src/ui/checkbox.tsx";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { FieldError } from "#src/ui/field.tsx";
import { Notice } from "#src/ui/notice.tsx";

/** The recovery codes, the one time they can be seen. */
export function RecoveryCodesDialog({
  codes,
  onClose,
}: {
  codes: readonly string[];
  onClose: () => void;
}) {
  const id = useId();
  const [stored, setStored] = useState(false);
  const [reminded, setReminded] = useState(false);
  const missing = reminded && !stored;
  return (
    <Dialog open onOpenChange={onClose} title="Your recovery codes" dismissible={false}>
      <div className="space-y-4">
        <Notice tone="warning" title="Store these codes now">
          Each signs you in once if your other second factor is lost. You won't see them again.
        </Notice>
        <CopyBlock
          title="Recovery codes"
          what="recovery codes"
          parts={[{ text: codes.join("\n") }]}
        />
        <div>
          {missing ? (
            <FieldError id={`${id}-error`} message="Confirm that you have stored the codes." />
          ) : null}
          <Checkbox
            id={id}
            label="I've stored them"
            checked={stored}
            onChange={(event) => setStored(event.currentTarget.checked)}
            aria-describedby={missing ? `${id}-error` : undefined}
          />
        </div>
        <Button
          variant="primary"
          onClick={() => {
            if (stored) {
              onClose();
              return;
            }
            setReminded(true);
            document.getElementById(id)?.focus();
          }}
        >
          Done
        </Button>
      </div>
    </Dialog>
  );
}

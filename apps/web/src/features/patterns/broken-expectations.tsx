import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

const reasonLengthMin = 3;

/** A save that would break expectations is stopped here, until somebody says why it should go on. */
export function BrokenExpectations({
  lines,
  stopped,
  saving,
  onOverride,
}: {
  /** Each broken expectation in one sentence. */
  lines: readonly string[];
  /** How many saves were stopped; each one moves the focus here. */
  stopped: number;
  saving: boolean;
  onOverride: (reason: string) => void;
}) {
  const id = useId();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (stopped > 0) box.current?.focus();
  }, [stopped]);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const override = () => {
    const short = reason.trim().length < reasonLengthMin;
    setMissing(short);
    if (short) document.getElementById(id)?.focus();
    else onOverride(reason.trim());
  };
  return (
    <section ref={box} tabIndex={-1} aria-label="Broken expectations">
      <Notice
        tone="danger"
        title={
          lines.length === 1
            ? "This breaks an expectation, so it is not saved."
            : `This breaks ${lines.length} expectations, so it is not saved.`
        }
      >
        <ul className="list-disc ps-5 wrap-anywhere">
          {lines.map((line) => (
            <li key={line}>
              <MarkedText>{line}</MarkedText>
            </li>
          ))}
        </ul>
        <p className="mt-1">
          Change the patterns, drop the expectation, or say why to save anyway.
        </p>
        <div className="mt-2 max-w-form">
          <Field
            id={id}
            label="Reason"
            hint="It is kept in the audit log."
            error={missing ? "Say why these patterns should be saved anyway." : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  override();
                }}
              />
            )}
          </Field>
          <Button className="mt-2" busy={saving && "Saving…"} onClick={override}>
            Save anyway
          </Button>
        </div>
      </Notice>
    </section>
  );
}

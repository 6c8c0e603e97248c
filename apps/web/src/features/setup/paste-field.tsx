import type { Pasted } from "@berth/registry-catalog";
import type { ClipboardEvent, ReactNode } from "react";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { FileDrop } from "#src/ui/file-drop.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

const fileBytesMax = 64 * 1024;

/**
 * One field for whatever an admin has at hand: an image, a login line, an address, a key file that is dropped or
 * chosen. What holds a secret is not left standing in it.
 */
export function PasteField({
  id,
  text,
  held,
  error,
  notice,
  onText,
  onTake,
  onRelease,
}: {
  id: string;
  text: string;
  /** What was read from a text that is no longer shown, because it holds a secret. */
  held: Pasted | null;
  error: string | undefined;
  notice: ReactNode;
  /** Called as somebody types. */
  onText: (text: string) => void;
  /** Called with a whole text: pasted, dropped or chosen as a file. */
  onTake: (text: string) => void;
  /** Forgets what is held. */
  onRelease: () => void;
}) {
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const whole = event.clipboardData.getData("text");
    // A field of one line would put a space in the place of each line break.
    if (text !== "" && !whole.includes("\n")) return;
    event.preventDefault();
    onTake(whole);
  };
  return (
    <FileDrop
      bytesMax={fileBytesMax}
      tooLarge={({ name }) => `'${name}' is too large to be a key file.`}
      onFile={onTake}
      onDroppedText={onTake}
    >
      {(chooseButton) => (
        <>
          <Field
            id={id}
            label="Paste an image you want to pull"
            hint={
              <MarkedText>
                {
                  "Such as `registry.example.com/team/app:v2`. A `docker login` line, a registry's address or a key file will do as well."
                }
              </MarkedText>
            }
            error={error}
            notice={notice}
          >
            {(control) =>
              held === null ? (
                <TextInput
                  {...control}
                  aria-required={undefined}
                  mono
                  autoComplete="off"
                  value={text}
                  onPaste={paste}
                  onChange={(event) => onText(event.currentTarget.value)}
                />
              ) : (
                <div className="flex min-h-9 flex-wrap items-center justify-between gap-2 rounded-md border border-control bg-subtle px-3 py-1">
                  <span className="min-w-0">
                    {held.readAs.charAt(0).toUpperCase() + held.readAs.slice(1)}, with a secret that
                    is not shown
                  </span>
                  <Button
                    id={control.id}
                    size="small"
                    aria-describedby={control["aria-describedby"]}
                    onClick={onRelease}
                  >
                    Remove<span className="sr-only"> what was pasted</span>
                  </Button>
                </div>
              )
            }
          </Field>
          <div className="flex flex-wrap items-center gap-2 text-table text-muted">
            {chooseButton("Choose a key file")}
            or drop it here
          </div>
        </>
      )}
    </FileDrop>
  );
}

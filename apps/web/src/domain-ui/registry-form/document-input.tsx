import type { FieldControlProps } from "#src/ui/field.tsx";
import { FileDrop } from "#src/ui/file-drop.tsx";
import { TextArea } from "#src/ui/text-area.tsx";

const fileBytesMax = 512 * 1024;

/**
 * A text of many lines: pasted, dropped as a file, or chosen. The file is read in the browser; nothing is uploaded
 * before the form is sent.
 */
export function DocumentInput({
  value,
  onChange,
  onBlur,
  what,
  placeholder,
  accept,
  ...control
}: FieldControlProps & {
  value: string;
  onChange: (text: string) => void;
  onBlur: () => void;
  /** Names the file in the button and in messages: "CA certificate". */
  what: string;
  placeholder?: string | undefined;
  accept?: string | undefined;
}) {
  return (
    <FileDrop
      bytesMax={fileBytesMax}
      tooLarge={({ name }) => `'${name}' is too large to be a ${what}.`}
      accept={accept}
      onFile={(text) => {
        onChange(text);
        onBlur();
      }}
    >
      {(chooseButton) => (
        <>
          <TextArea
            mono
            rows={6}
            {...control}
            autoComplete="off"
            value={value}
            placeholder={placeholder}
            onChange={(event) => onChange(event.currentTarget.value)}
            onBlur={onBlur}
          />
          <div className="flex flex-wrap items-center gap-2 text-table text-muted">
            {chooseButton(
              <>
                Choose file<span className="sr-only"> for {what}</span>
              </>,
            )}
            or drop it here
          </div>
        </>
      )}
    </FileDrop>
  );
}

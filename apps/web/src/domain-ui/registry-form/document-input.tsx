import { type DragEvent, useRef, useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { classNames } from "#src/lib/class-names.ts";
import { Button } from "#src/ui/button.tsx";
import type { FieldControlProps } from "#src/ui/field.tsx";
import { fileUpGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
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
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState("");

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > fileBytesMax) {
      setTrouble(`'${file.name}' is too large to be a ${what}.`);
      return;
    }
    setTrouble("");
    onChange(await file.text());
    onBlur();
    announce(`Read ${file.name}`);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is one of three ways; the button and the text area are the others
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        "space-y-2 rounded-md",
        over && "outline-2 outline-offset-4 outline-focus",
      )}
    >
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
        <Button size="small" onClick={() => chooser.current?.click()}>
          <Icon glyph={fileUpGlyph} />
          Choose file<span className="sr-only"> for {what}</span>
        </Button>
        or drop it here
      </div>
      <input
        ref={chooser}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        className="hidden"
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      {trouble === "" ? null : (
        <p role="alert" className="font-medium text-danger">
          {trouble}
        </p>
      )}
    </div>
  );
}

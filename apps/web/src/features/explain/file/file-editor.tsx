import { type DragEvent, type RefObject, useRef, useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { formatBytes } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { fileUpGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { classNames } from "#src/lib/class-names.ts";
import { FileText } from "./file-text.tsx";
import type { LineMark } from "./line-marks.ts";

/** Longer files are no manifests; the reader takes no more either. */
const fileBytesMax = 1024 * 1024;

/** The file, pasted, dropped or chosen. Nothing of it leaves the page but the names of images. */
export function FileEditor({
  text,
  onText,
  marks,
  field,
}: {
  text: string;
  onText: (text: string, fileName: string | undefined) => void;
  marks: ReadonlyMap<number, LineMark>;
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > fileBytesMax) {
      setRefusal(`${file.name} has ${formatBytes(file.size)}; at most 1 MB is read.`);
      return;
    }
    setRefusal(null);
    try {
      onText(await file.text(), file.name);
      announce(`Read ${file.name}`);
    } catch {
      setRefusal(`${file.name} could not be read.`);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is a shortcut for "Choose file" below
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        "space-y-2 rounded-md",
        over && "outline-2 outline-dashed outline-accent",
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <label htmlFor="explain-file" className="font-medium">
          File
        </label>
        <span className="flex flex-wrap items-center gap-2 text-table text-muted">
          <span className="pointer-coarse:hidden">Paste or drop it here, or</span>
          <Button size="small" onClick={() => input.current?.click()}>
            <Icon glyph={fileUpGlyph} />
            Choose file
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".yaml,.yml,.json,.txt,text/plain"
            onChange={(event) => {
              void take(event.currentTarget.files?.[0]);
              // The same file can be chosen again after a change.
              event.currentTarget.value = "";
            }}
          />
        </span>
      </div>
      <FileText
        id="explain-file"
        text={text}
        onText={(next) => onText(next, undefined)}
        marks={marks}
        field={field}
      />
      {refusal === null ? null : (
        <p role="alert" className="text-danger">
          {refusal}
        </p>
      )}
    </div>
  );
}

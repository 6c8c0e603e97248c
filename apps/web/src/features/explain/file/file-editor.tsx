import type { RefObject } from "react";
import { formatBytes } from "#src/lib/time-format.ts";
import { FileDrop } from "#src/ui/file-drop.tsx";
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
  return (
    <FileDrop
      bytesMax={fileBytesMax}
      tooLarge={({ name, size }) => `${name} has ${formatBytes(size)}; at most 1 MB is read.`}
      accept=".yaml,.yml,.json,.txt,text/plain"
      onFile={onText}
    >
      {(chooseButton) => (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <label htmlFor="explain-file" className="font-medium">
              File
            </label>
            <span className="flex flex-wrap items-center gap-2 text-table text-muted">
              <span className="pointer-coarse:hidden">Paste or drop it here, or</span>
              {chooseButton("Choose file")}
            </span>
          </div>
          <FileText
            id="explain-file"
            text={text}
            onText={(next) => onText(next, undefined)}
            marks={marks}
            field={field}
          />
        </>
      )}
    </FileDrop>
  );
}

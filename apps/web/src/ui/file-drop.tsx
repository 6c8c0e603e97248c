import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { classNames } from "#src/lib/class-names.ts";
import { Button } from "./button.tsx";
import { fileUpGlyph } from "./glyphs.ts";
import { Icon } from "./icon.tsx";

/**
 * Takes a file that is dropped on what it surrounds, or chosen: dragging is never the only way. The file is read in the
 * browser; nothing is uploaded.
 */
export function FileDrop({
  children,
  onFile,
  onDroppedText,
  bytesMax,
  tooLarge,
  accept,
}: {
  /** Gets the button that opens the system's file dialog, to place it where it belongs. */
  children: (chooseButton: (label: ReactNode) => ReactNode) => ReactNode;
  onFile: (text: string, fileName: string) => void;
  /** A text that was dragged here from elsewhere; without this only files are taken. */
  onDroppedText?: ((text: string) => void) | undefined;
  bytesMax: number;
  /** The sentence for a file above the limit. */
  tooLarge: (file: File) => string;
  accept?: string | undefined;
}) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const take = async (file: File) => {
    if (file.size > bytesMax) {
      setTrouble(tooLarge(file));
      return;
    }
    setTrouble(null);
    try {
      onFile(await file.text(), file.name);
      announce(`Read ${file.name}`);
    } catch {
      setTrouble(`'${file.name}' could not be read.`);
    }
  };
  const drop = ({ dataTransfer }: DragEvent) => {
    setOver(false);
    const [file] = dataTransfer.files;
    if (file) void take(file);
    else onDroppedText?.(dataTransfer.getData("text"));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is a shortcut; the button does the same
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        drop(event);
      }}
      className={classNames(
        "space-y-2 rounded-md",
        over && "outline-2 outline-offset-4 outline-focus",
      )}
    >
      {children((label) => (
        <Button size="small" onClick={() => chooser.current?.click()}>
          <Icon glyph={fileUpGlyph} />
          {label}
        </Button>
      ))}
      <input
        ref={chooser}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        className="hidden"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void take(file);
          // The same file can be chosen again after a change.
          event.currentTarget.value = "";
        }}
      />
      {trouble === null ? null : (
        <p role="alert" className="font-medium text-danger">
          {trouble}
        </p>
      )}
    </div>
  );
}

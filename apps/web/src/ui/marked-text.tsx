import type { ReactNode } from "react";

/**
 * A sentence of the catalog or the server: `code` between back-quotes, and between double asterisks the name of a
 * control in somebody else's console. Nothing else is markup.
 */
export function MarkedText({ children }: { children: string }) {
  return <>{children.split(marks).map((piece, index) => mark(piece, index))}</>;
}

/** The same sentence as plain words, for where no markup can stand. */
export function withoutMarks(text: string): string {
  return text
    .split(marks)
    .map((piece) =>
      isCode(piece) ? piece.slice(1, -1) : isStrong(piece) ? piece.slice(2, -2) : piece,
    )
    .join("");
}

const marks = /(`[^`]+`|\*\*[^*]+\*\*)/;

function mark(piece: string, index: number): ReactNode {
  if (isCode(piece)) {
    return (
      <code key={index} className="reference-text rounded-sm bg-inset px-1 text-fg">
        {piece.slice(1, -1)}
      </code>
    );
  }
  if (isStrong(piece)) return <strong key={index}>{piece.slice(2, -2)}</strong>;
  return piece;
}

function isCode(piece: string): boolean {
  return piece.length > 2 && piece.startsWith("`") && piece.endsWith("`");
}

function isStrong(piece: string): boolean {
  return piece.length > 4 && piece.startsWith("**") && piece.endsWith("**");
}

import type { FileProblem } from "@berth/image-files";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";

/** What is wrong in the file or keeps an image from being seen; the rest of it is read all the same. */
export function ProblemList({
  problems,
  onLine,
}: {
  problems: readonly FileProblem[];
  onLine: (line: number) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title={
        problems.length === 1
          ? "One thing in the file needs attention."
          : `${problems.length} things in the file need attention.`
      }
    >
      <ul className="space-y-1">
        {problems.map(({ line, column, message }) => (
          <li key={`${line}:${column}:${message}`}>
            <button type="button" className="link" onClick={() => onLine(line)} data-print="show">
              Line {line}, column {column}
            </button>
            : <MarkedText>{message}</MarkedText>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

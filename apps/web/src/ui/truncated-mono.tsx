import { MonoText } from "./mono-text.tsx";

/** What stays readable at the end: the part after the last slash is what tells two images apart. */
const tailLength = 12;
/** What fits the narrowest column of references, 10rem, and so is never cut. */
const shortLength = 20;

/**
 * A reference in a table cell, cut in the middle where it does not fit. The whole text is in the title, for a screen
 * reader, for the clipboard and on paper.
 */
export function TruncatedMono({ children }: { children: string }) {
  if (children.length <= shortLength)
    return <MonoText className="md:whitespace-pre">{children}</MonoText>;
  return (
    <span title={children} className="flex min-w-0 max-md:inline print:inline">
      <span className="min-w-0 truncate max-md:whitespace-normal print:whitespace-normal">
        <MonoText>{children.slice(0, -tailLength)}</MonoText>
      </span>
      <span className="shrink-0 max-md:whitespace-normal">
        <MonoText>{children.slice(-tailLength)}</MonoText>
      </span>
    </span>
  );
}

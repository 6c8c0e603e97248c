import { useEffect, useRef } from "react";
import { revealField } from "#src/lib/reveal-field.ts";
import { MarkedText } from "./marked-text.tsx";

export interface SummaryLine {
  message: string;
  /** The field to lead to; missing where the problem is about no single field. */
  fieldId?: string | undefined;
}

/**
 * "There is a problem", above the form. It takes the focus at each failed attempt; every line about a field leads to
 * that field, with the same words that stand there.
 */
export function ErrorSummaryBox({
  lines,
  attempt,
}: {
  lines: readonly SummaryLine[];
  /** A new number moves the focus here again. */
  attempt: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);

  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby="error-summary-title"
      className="rounded-md border-2 border-danger p-4"
    >
      <h2 id="error-summary-title" className="text-lead font-semibold">
        There is a problem
      </h2>
      <ul className="mt-1 space-y-1">
        {lines.map(({ message, fieldId }) => (
          <li key={`${fieldId} ${message}`} className="font-medium text-danger">
            {fieldId === undefined ? (
              <MarkedText>{message}</MarkedText>
            ) : (
              <a
                href={`#${fieldId}`}
                className="underline underline-offset-2 hover:decoration-2"
                onClick={(event) => {
                  event.preventDefault();
                  focusField(fieldId);
                }}
              >
                <MarkedText>{message}</MarkedText>
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  if (!field) {
    revealField(id);
    return;
  }
  const target = field.matches("input, select, textarea, button")
    ? field
    : (field.querySelector<HTMLElement>("input, select, textarea, button") ?? field);
  target.focus();
}

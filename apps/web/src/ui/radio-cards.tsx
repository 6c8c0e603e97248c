import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { FieldError } from "./field.tsx";

export interface RadioCard {
  value: string;
  label: ReactNode;
  /** What one needs for it, or what follows from it. */
  description?: ReactNode;
  /** At the end of the card, e.g. the time it takes. */
  aside?: ReactNode;
  /** Can't be chosen; the description says why. */
  disabled?: boolean | undefined;
}

/** One choice of a few that need explaining: a radio group whose whole cards can be clicked. */
export function RadioCards({
  legend,
  hideLegend = false,
  hint,
  error,
  id,
  cards,
  columns = 1,
  inputProps,
}: {
  legend: ReactNode;
  hideLegend?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  id: string;
  cards: readonly RadioCard[];
  columns?: 1 | 2 | 3 | undefined;
  /** Props of each radio input: `name`, and either `checked` and `onChange` or a form's registration. */
  inputProps: (value: string) => ComponentProps<"input">;
}) {
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <fieldset
      id={id}
      aria-describedby={described || undefined}
      className={error ? "border-s-4 border-danger ps-3" : ""}
    >
      <legend className={hideLegend ? "sr-only" : "font-medium"}>{legend}</legend>
      {hint ? (
        <div id={`${id}-hint`} className="max-w-prose text-table text-muted">
          {hint}
        </div>
      ) : null}
      {error ? <FieldError id={`${id}-error`} message={error} /> : null}
      <div className={classNames("mt-1 grid gap-2", columnClasses[columns])}>
        {cards.map((card) => (
          <label
            key={card.value}
            className="flex gap-3 rounded-md border border-control p-3 hover:bg-subtle has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:bg-subtle has-disabled:text-muted"
          >
            <input
              {...inputProps(card.value)}
              type="radio"
              value={card.value}
              disabled={card.disabled}
              aria-describedby={card.description ? `${id}-${card.value}` : undefined}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0 grow">
              <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="min-w-0 grow basis-36 font-medium">{card.label}</span>
                {card.aside ? (
                  <span className="shrink-0 text-meta text-muted">{card.aside}</span>
                ) : null}
              </span>
              {card.description ? (
                <span id={`${id}-${card.value}`} className="block text-table text-muted">
                  {card.description}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const columnClasses = {
  1: "",
  2: "sm:grid-cols-2",
  3: "sm:grid-cols-2 lg:grid-cols-3",
} as const;

import type { ReactNode } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { StatusGlyph, type StatusShape } from "./status-glyph.tsx";
import type { Tone } from "./tone.ts";

const shapes: Record<Tone, StatusShape> = {
  success: "check-circle",
  warning: "triangle-alert",
  danger: "octagon-x",
  info: "question-circle",
  neutral: "question-circle",
};

const words: Record<Tone, string> = {
  success: "Done",
  warning: "Warning",
  danger: "Problem",
  info: "Note",
  neutral: "Note",
};

const looks: Record<Tone, string> = {
  success: "border-success bg-success-bg text-success",
  warning: "border-warning bg-warning-bg text-warning",
  danger: "border-danger bg-danger-bg text-danger",
  info: "border-info bg-info-bg text-info",
  neutral: "border-control bg-subtle text-muted",
};

/** A message in place, next to what it is about. `live` has it read out when it appears after an action. */
export function Notice({
  tone,
  title,
  children,
  actions,
  live = false,
}: {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  live?: boolean | undefined;
}) {
  return (
    <div
      role={live ? "status" : undefined}
      className={classNames("flex gap-2 rounded-md border-s-4 px-3 py-2", looks[tone])}
    >
      <span className="pt-0.5">
        <StatusGlyph shape={shapes[tone]} />
        <span className="sr-only">{words[tone]}: </span>
      </span>
      <div className="min-w-0 grow text-fg">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="max-w-prose">{children}</div> : null}
        {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}

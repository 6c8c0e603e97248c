import type { GuideStep, RegistryType } from "@berth/registry-catalog";
import { type ReactNode, useEffect, useRef } from "react";
import { useOrganization } from "#src/api/session.ts";
import { focusFormField } from "#src/domain-ui/registry-form/focus-form-field.ts";
import { classNames } from "#src/lib/class-names.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { checkGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { setupSteps } from "./setup-steps.ts";

/** The frame of the four steps: where one is, the step itself, and beside it what comes of the answers so far. */
export function SetupShell({
  type,
  step,
  reached,
  guide,
  wanted,
  pathOf,
  status,
  aside,
  children,
}: {
  type: RegistryType;
  /** From 1; null where all of them stand on one page. */
  step: number | null;
  /** The furthest step so far; those up to it can be opened. */
  reached: number;
  guide: readonly GuideStep[];
  /** A field to put the focus into, instead of the heading. */
  wanted: string | null;
  /** The address of a step, or of the form on one page. */
  pathOf: (query: { step?: number; form?: string }) => string;
  /** What became of the answers so far. */
  status: ReactNode;
  aside: ReactNode;
  children: ReactNode;
}) {
  const { slug: org } = useOrganization();
  const title = step === null ? `Add a registry: ${type.name}` : (guide[step - 1]?.title ?? "");
  const place = step === null ? "All on one page" : `Step ${step} of ${setupSteps.length}`;
  useDocumentTitle(step === null ? title : `${place}: ${title}`, type.name);
  useFocusOnStep(step, wanted);
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[
          <Link key="list" to={paths.registries(org)} className="link">
            Registries
          </Link>,
          <Link key="type" to={paths.registryNew(org)} className="link">
            Add a registry
          </Link>,
          type.name,
        ]}
        lead={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            {place}
            {step === null || step === 1 ? (
              <Link
                to={pathOf(step === null ? { step: 1 } : { form: "single" })}
                className="link text-table"
              >
                {step === null ? "Use the four steps" : "Use the single-page form"}
              </Link>
            ) : null}
            {status}
          </span>
        }
      />
      {/* By the room in rem there is, not by the window: text twice as large needs the columns one below the other. */}
      <div className="@container">
        <div
          className={classNames(
            "grid gap-x-8 gap-y-6",
            step === null
              ? "@4xl:grid-cols-[minmax(0,40rem)_minmax(12rem,1fr)]"
              : "@2xl:grid-cols-[11rem_minmax(0,1fr)] @4xl:grid-cols-[11rem_minmax(0,40rem)_minmax(12rem,1fr)]",
          )}
        >
          {step === null ? null : (
            <StepList pathOf={pathOf} step={step} reached={reached} guide={guide} />
          )}
          <div className="min-w-0">{children}</div>
          <div className="min-w-0 @max-4xl:hidden">{aside}</div>
        </div>
      </div>
    </>
  );
}

function StepList({
  pathOf,
  step,
  reached,
  guide,
}: {
  pathOf: (query: { step: number }) => string;
  step: number;
  reached: number;
  guide: readonly GuideStep[];
}) {
  return (
    <nav aria-label="Steps">
      <ol className="flex flex-wrap gap-x-4 gap-y-1 @2xl:flex-col">
        {guide.map(({ id, title }, index) => {
          const number = index + 1;
          const open = number <= reached;
          const label = (
            <>
              <span
                aria-hidden="true"
                className="inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-control text-meta in-aria-[current=step]:border-accent in-aria-[current=step]:bg-accent in-aria-[current=step]:text-on-accent"
              >
                {number < reached && number !== step ? <Icon glyph={checkGlyph} /> : number}
              </span>
              <span className="max-sm:sr-only">{title}</span>
            </>
          );
          const look = "flex min-h-9 items-center gap-2 rounded-md pe-2";
          return (
            <li key={id} aria-current={number === step ? "step" : undefined}>
              {open && number !== step ? (
                <Link
                  to={pathOf({ step: number })}
                  className={`${look} text-accent underline underline-offset-2`}
                >
                  {label}
                </Link>
              ) : (
                <span className={`${look} ${number === step ? "font-medium" : "text-muted"}`}>
                  {label}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** A new step is a new page to the person: the focus goes to its heading, or to the field that was asked for. */
function useFocusOnStep(step: number | null, wanted: string | null): void {
  const shown = useRef<number | null>(0);
  useEffect(() => {
    const first = shown.current === 0;
    shown.current = step;
    if (wanted !== null && focusFormField(wanted)) return;
    window.scrollTo(0, 0);
    if (first && document.activeElement?.tagName === "H1") return;
    document.querySelector<HTMLElement>("main h1[tabindex], h1[tabindex]")?.focus();
  }, [step, wanted]);
}

import type { GuideStep, RegistryType } from "@berth/registry-catalog";
import { type ReactNode, useEffect, useRef } from "react";
import { useOrganization } from "#src/api/session.ts";
import { focusFormField } from "#src/domain-ui/registry-form/focus-form-field.ts";
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
  aside,
  children,
}: {
  type: RegistryType;
  /** From 1. */
  step: number;
  /** The furthest step so far; those up to it can be opened. */
  reached: number;
  guide: readonly GuideStep[];
  /** A field to put the focus into, instead of the heading. */
  wanted: string | null;
  aside: ReactNode;
  children: ReactNode;
}) {
  const { slug: org } = useOrganization();
  const title = guide[step - 1]?.title ?? "";
  const place = `Step ${step} of ${setupSteps.length}`;
  useDocumentTitle(`${place}: ${title}`, type.name);
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
        lead={place}
      />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[11rem_minmax(0,1fr)] xl:grid-cols-[11rem_minmax(0,40rem)_minmax(12rem,1fr)]">
        <StepList org={org} type={type} step={step} reached={reached} guide={guide} />
        <div className="min-w-0">{children}</div>
        <div className="min-w-0 max-xl:hidden">{aside}</div>
      </div>
    </>
  );
}

function StepList({
  org,
  type,
  step,
  reached,
  guide,
}: {
  org: string;
  type: RegistryType;
  step: number;
  reached: number;
  guide: readonly GuideStep[];
}) {
  return (
    <nav aria-label="Steps">
      <ol className="flex flex-wrap gap-x-4 gap-y-1 lg:flex-col">
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
                  to={paths.registryNew(org, { type: type.slug, step: number })}
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
function useFocusOnStep(step: number, wanted: string | null): void {
  const shown = useRef(0);
  useEffect(() => {
    const first = shown.current === 0;
    shown.current = step;
    if (wanted !== null && focusFormField(wanted)) return;
    window.scrollTo(0, 0);
    if (first && document.activeElement?.tagName === "H1") return;
    document.querySelector<HTMLElement>("main h1[tabindex], h1[tabindex]")?.focus();
  }, [step, wanted]);
}

import { type RegistryType, registryType, type Settings } from "@berth/registry-catalog";
import { useEffect, useRef, useState } from "react";
import type { Resolver } from "react-hook-form";
import { Navigate, useNavigate } from "react-router";
import { useOrganization } from "#src/api/session.ts";
import {
  emptyRegistryForm,
  formErrors,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import { nameIssues } from "#src/domain-ui/registry-form/name-issues.ts";
import {
  createIssues,
  pasteIssues,
  patternIssues,
  whereIssues,
} from "#src/domain-ui/registry-form/step-issues.ts";
import { useCheckedForm } from "#src/forms/use-checked-form.ts";
import { paths } from "#src/paths.ts";
import { useSearch } from "#src/router/use-search.ts";
import { Notice } from "#src/ui/notice.tsx";
import { SetupAside } from "./setup-aside.tsx";
import type { KeptAnswers, KnownStart, StepProps } from "./setup-answers.ts";
import { SetupShell } from "./setup-shell.tsx";
import { readStep, type SetupStep, setupSteps, stepOfField } from "./setup-steps.ts";
import { StepCheck } from "./step-check.tsx";
import { StepCreate } from "./step-create.tsx";
import { StepPaste } from "./step-paste.tsx";
import { StepWhere } from "./step-where.tsx";
import { useAddressProbe } from "./use-address-probe.ts";

/** The four steps for one type, with the answers in memory until they are saved. */
export function Setup({
  type,
  known,
  kept,
  onKeep,
  onUnsaved,
  onChangeType,
  onSaved,
}: {
  type: RegistryType;
  known: KnownStart | null;
  /** The answers of an earlier visit to these steps, where Back has led to the type picker. */
  kept: KeptAnswers | null;
  /** Takes the answers when the steps are left; null where there is nothing to keep. */
  onKeep: (answers: KeptAnswers | null) => void;
  /** Told whether leaving the setup would lose something. */
  onUnsaved: (unsaved: boolean) => void;
  onChangeType: (slug: string, known: KnownStart | null) => void;
  onSaved: (registryId: string, imagesGained: number) => void;
}) {
  const { slug: org } = useOrganization();
  const navigate = useNavigate();
  const [search] = useSearch();
  const step = readStep(search.get("step"));
  const [reached, setReached] = useState(kept?.reached ?? 1);
  const [wanted, setWanted] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  // An address with a later step and nothing in memory was loaded again, or came from somebody else.
  const [restarted] = useState(step > 1 && kept === null);
  const probe = useAddressProbe(org, type);
  const suggested = useRef({ name: "", pattern: "" });
  const form = useCheckedForm<RegistryFormValues, RegistryFormValues>(
    resolverFor(type, setupSteps[step - 1] ?? "where"),
    kept?.values ??
      emptyRegistryForm(type, {
        settings: known?.settings ?? {},
        secret: known?.secret ?? {},
        testImage: known?.testImage ?? "",
      }),
  );
  const { getValues } = form;
  const { isDirty } = form.formState;
  const [resumed] = useState(kept !== null);
  const unsaved = !saved && (isDirty || known !== null || resumed);

  useEffect(() => onUnsaved(unsaved), [onUnsaved, unsaved]);
  // Each step is a form of its own to the person: what was submitted in one must not let the next complain at once.
  const { reset } = form;
  const submittedIn = useRef(step);
  useEffect(() => {
    if (submittedIn.current === step) return;
    submittedIn.current = step;
    reset(undefined, { keepValues: true, keepDefaultValues: true, keepDirty: true });
  }, [reset, step]);
  const latest = useRef({ unsaved, reached });
  useEffect(() => {
    latest.current = { unsaved, reached };
  });
  useEffect(
    () => () => {
      const { unsaved: keep, reached: furthest } = latest.current;
      onKeep(keep ? { type: type.slug, values: getValues(), reached: furthest } : null);
    },
    [onKeep, type, getValues],
  );

  if (step > reached && !saved) {
    return <Navigate to={paths.registryNew(org, { type: type.slug, step: reached })} replace />;
  }
  const open = (target: number, field: string | null = null) => {
    if (target === setupSteps.length)
      suggested.current = suggestLast(type, form, suggested.current);
    setWanted(field);
    setReached((before) => Math.max(before, target));
    void navigate(paths.registryNew(org, { type: type.slug, step: target }));
  };
  const goToField = (path: string) => open(stepOfField(type, path), path);
  const shared = {
    org,
    type,
    form,
    onNext: () => open(step + 1),
    onBack: () => {
      if (step > 1) open(step - 1);
      else void navigate(paths.registryNew(org));
    },
    onGoToField: goToField,
    onChangeType: (slug: string) => {
      onChangeType(slug, keptFor(slug, form.getValues()));
    },
  };
  return (
    <>
      <SetupShell
        type={type}
        step={step}
        reached={reached}
        guide={type.guide({})}
        wanted={wanted}
        aside={<SetupAside type={type} control={form.control} />}
      >
        {restarted && step === 1 ? (
          <div className="mb-4 max-w-form">
            <Notice tone="info" title="The setup starts from the beginning">
              What was typed before the page was loaded is gone; it is never kept, because it holds
              a secret.
            </Notice>
          </div>
        ) : null}
        {step === 1 ? <StepWhere {...shared} known={known} probe={probe} /> : null}
        {step === 2 ? <StepCreate {...shared} /> : null}
        {step === 3 ? <StepPaste {...shared} /> : null}
        {step === 4 ? (
          <StepCheck
            {...shared}
            scheme={probe.schemeOf(form.getValues("settings"))}
            onSaved={(id, gained) => {
              setSaved(true);
              // The secret leaves the page's memory with the form.
              form.reset(emptyRegistryForm(type));
              onSaved(id, gained);
            }}
          />
        ) : null}
      </SetupShell>
    </>
  );
}

/**
 * Fills name and pattern of the last step in, where nobody has touched them: a host that was corrected meanwhile
 * brings its own. Returns what was suggested.
 */
function suggestLast(
  type: RegistryType,
  form: StepProps["form"],
  before: { name: string; pattern: string },
): { name: string; pattern: string } {
  const { settings, testImage, name, patterns } = form.getValues();
  const known = settings as Settings;
  const pattern = type.suggestPatterns(known, testImage === "" ? null : testImage)[0]?.text ?? "";
  const host = (type.defaultHost(known) ?? type.name).slice(0, 60);
  if (name === "" || name === before.name) form.setValue("name", host);
  const untouched =
    patterns.length === 0 || (patterns.length === 1 && patterns[0]?.text === before.pattern);
  if (untouched) form.setValue("patterns", [{ text: pattern }]);
  return { name: host, pattern };
}

/** Each step answers for its own fields; the last one for all of them. */
function resolverFor(type: RegistryType, step: SetupStep): Resolver<RegistryFormValues> {
  return (values) => {
    const issues = issuesOf(type, step, values);
    return issues.length === 0
      ? { values, errors: {} }
      : { values: {}, errors: formErrors(issues) };
  };
}

function issuesOf(type: RegistryType, step: SetupStep, values: RegistryFormValues) {
  switch (step) {
    case "where":
      return whereIssues(type, values);
    case "create":
      return createIssues(type, values);
    case "paste":
      return pasteIssues(type, values);
    case "check": {
      const earlier = [
        ...whereIssues(type, values),
        ...createIssues(type, values),
        ...pasteIssues(type, values),
      ].filter(({ path }) => path !== "testImage" || values.testImage.trim() !== "");
      const first = earlier[0];
      return [
        ...(first ? [{ ...first, path: "root.earlier" }] : []),
        ...nameIssues(values.name),
        ...patternIssues(type, values),
      ];
    }
    default:
      return step satisfies never;
  }
}

/** What another type can read in what was typed so far: the image, a host, a token. */
function keptFor(
  slug: string,
  { testImage, settings, secret }: RegistryFormValues,
): KnownStart | null {
  const type = registryType(slug);
  const texts = [testImage, ...Object.values(settings), ...Object.values(secret)];
  for (const text of texts) {
    const known = typeof text === "string" && text !== "" ? type?.readPasted(text) : null;
    if (known) return known;
  }
  return null;
}

import type { DraftView } from "@berth/api-contract";
import type { RegistryType } from "@berth/registry-catalog";
import { useEffect, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { Navigate, useNavigate } from "react-router";
import { useServerIdentity } from "#src/api/server-identity.ts";
import { useOrganization } from "#src/api/session.ts";
import { focusFormField } from "#src/domain-ui/registry-form/focus-form-field.ts";
import {
  emptyRegistryForm,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import { usePatternSectionSoon } from "#src/domain-ui/registry-form/lazy-pattern-section.ts";
import { useCheckedForm } from "#src/forms/use-checked-form.ts";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { paths } from "#src/paths.ts";
import { useSearch } from "#src/router/use-search.ts";
import { Notice } from "#src/ui/notice.tsx";
import { draftContent } from "./drafts/draft-content.ts";
import { DraftNotice } from "./drafts/draft-notice.tsx";
import { DraftStatus, DraftTrouble } from "./drafts/draft-status.tsx";
import { useDraftOfForm } from "./drafts/use-draft-of-form.ts";
import { keptFor } from "./kept-for.ts";
import { SetupAside } from "./setup-aside.tsx";
import type { KeptAnswers, KnownStart, SetupDraft } from "./setup-answers.ts";
import { resolverFor } from "./setup-issues.ts";
import { SetupShell } from "./setup-shell.tsx";
import { readStep, setupSteps, stepOfField } from "./setup-steps.ts";
import { SinglePage } from "./single-page.tsx";
import { StepCheck } from "./step-check.tsx";
import { StepCreate } from "./step-create.tsx";
import { StepPaste } from "./step-paste.tsx";
import { StepWhere } from "./step-where.tsx";
import { fillIn, fillInSettings, settingSuggestionsFor, suggestionFor } from "./suggestion.ts";
import { useAddressProbe } from "./use-address-probe.ts";

/** The four steps for one type, with the answers in memory until they are saved. */
export function Setup({
  type,
  known,
  kept,
  opened,
  draft,
  onKeep,
  onUnsaved,
  onChangeType,
  onSaved,
}: {
  type: RegistryType;
  known: KnownStart | null;
  /** The answers of an earlier visit to these steps, where Back has led to the type picker. */
  kept: KeptAnswers | null;
  /** The draft that the setup began with. */
  opened: DraftView | null;
  draft: SetupDraft;
  /** Takes the answers when the steps are left; null where there is nothing to keep. */
  onKeep: (answers: KeptAnswers | null) => void;
  /** Told whether there is something that leaving the setup could lose. */
  onUnsaved: (unsaved: { answers: boolean; secret: boolean }) => void;
  onChangeType: (slug: string, known: KnownStart | null) => void;
  onSaved: (registryId: string, imagesGained: number) => void;
}) {
  const { slug: org } = useOrganization();
  usePatternSectionSoon(org);
  const navigate = useNavigate();
  const [search] = useSearch();
  const [reached, setReached] = useState(kept?.reached ?? 1);
  const step = search.get("step") === null ? reached : readStep(search.get("step"));
  const onePage = search.get("form") === "single";
  const [wanted, setWanted] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  // An address with a later step and nothing in memory was loaded again, or came from somebody else.
  const [restarted] = useState(step > 1 && kept === null);
  const probe = useAddressProbe(org, type);
  const serverRole = useServerIdentity(type)?.use ?? null;
  const form = useCheckedForm<RegistryFormValues, RegistryFormValues>(
    resolverFor(type, onePage ? "all" : (setupSteps[step - 1] ?? "where"), serverRole),
    kept?.values ??
      emptyRegistryForm(type, {
        settings: known?.settings ?? {},
        secret: known?.secret ?? {},
        testImage: known?.testImage ?? "",
      }),
  );
  const suggested = useRef(suggestionFor(type, form.getValues()));
  const usual = useRef(settingSuggestionsFor(type, form.getValues("settings")));
  const { getValues } = form;
  const { isDirty } = form.formState;
  const [resumed] = useState(kept !== null);
  const unsaved = !saved && (isDirty || known !== null || resumed);

  const secret = useWatch({ control: form.control, name: "secret" });
  const hasSecret = !saved && Object.values(secret).some((value) => value !== "");
  useEffect(() => {
    onUnsaved({ answers: unsaved, secret: hasSecret });
  }, [onUnsaved, unsaved, hasSecret]);
  useDraftOfForm(form, draft, unsaved ? (values) => draftContent(type, values, reached) : null);
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

  const suggestSettings = () => {
    usual.current = fillInSettings(type, form, usual.current);
  };
  const suggest = () => {
    suggestSettings();
    suggested.current = fillIn(type, form, suggested.current);
  };
  const suggestAtFirst = useStableCallback(() => {
    suggest();
    // What nobody has typed is nothing to keep, nor to ask about.
    if (!isDirty) reset(getValues(), { keepValues: true });
  });
  useEffect(() => {
    if (onePage) suggestAtFirst();
  }, [onePage, suggestAtFirst]);

  const pathOf = (query: { step?: number; form?: string }) =>
    draft.id === null
      ? paths.registryNew(org, { type: type.slug, ...query })
      : paths.registryDraft(org, draft.id, query);
  if (step > reached && !saved) return <Navigate to={pathOf({ step: reached })} replace />;
  const open = (target: number, field: string | null = null) => {
    if (target === setupSteps.length) suggest();
    else suggestSettings();
    setWanted(field);
    setReached((before) => Math.max(before, target));
    void navigate(pathOf({ step: target }));
  };
  const goToField = (path: string) => {
    if (onePage) focusFormField(path);
    else open(stepOfField(type, path), path);
  };
  const shared = {
    org,
    type,
    form,
    onNext: () => open(step + 1),
    onBack: () => {
      if (step > 1 && !onePage) open(step - 1);
      else void navigate(paths.registryNew(org));
    },
    onExit: () => {
      // The guard still asks about a secret, and about answers that could not be kept.
      void draft.saver
        .flush()
        .then(() => navigate(paths.registries(org, { draft: draft.saver.id() ?? undefined })));
    },
    onGoToField: goToField,
    onChangeType: (slug: string) => {
      onChangeType(slug, keptFor(slug, form.getValues()));
    },
  };
  const finishing = {
    scheme: probe.schemeOf(form.getValues("settings")),
    draftOf: () => draft.saver.id(),
    onSaved: (id: string, gained: number) => {
      setSaved(true);
      // The secret leaves the page's memory with the form.
      form.reset(emptyRegistryForm(type));
      onSaved(id, gained);
    },
  };
  return (
    <SetupShell
      type={type}
      step={onePage ? null : step}
      reached={reached}
      guide={type.guide({})}
      wanted={wanted}
      pathOf={pathOf}
      status={<DraftStatus draft={draft} />}
      aside={<SetupAside type={type} control={form.control} />}
    >
      <div className="mb-4 max-w-form space-y-3 empty:hidden">
        <DraftTrouble draft={draft} />
        {restarted && step === 1 ? (
          <Notice tone="info" title="The setup starts from the beginning">
            What was typed before the page was loaded was not kept.
          </Notice>
        ) : null}
        {opened ? <DraftNotice draft={opened} type={type} control={form.control} /> : null}
      </div>
      {onePage ? (
        <SinglePage {...shared} {...finishing} known={known} probe={probe} onSuggest={suggest} />
      ) : null}
      {!onePage && step === 1 ? <StepWhere {...shared} known={known} probe={probe} /> : null}
      {!onePage && step === 2 ? <StepCreate {...shared} /> : null}
      {!onePage && step === 3 ? <StepPaste {...shared} /> : null}
      {!onePage && step === 4 ? <StepCheck {...shared} {...finishing} /> : null}
    </SetupShell>
  );
}

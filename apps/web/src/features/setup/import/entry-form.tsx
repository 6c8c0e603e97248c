import type { ImportedEntry } from "@berth/credential-files";
import { type Pasted, registryType, type RegistryType } from "@berth/registry-catalog";
import { useEffect, useRef, useState } from "react";
import { useServerIdentity } from "#src/api/server-identity.ts";
import { focusFormField } from "#src/domain-ui/registry-form/focus-form-field.ts";
import {
  emptyRegistryForm,
  formErrors,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import { useCheckedForm } from "#src/forms/use-checked-form.ts";
import { Notice } from "#src/ui/notice.tsx";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { keptFor } from "../kept-for.ts";
import type { KnownStart } from "../setup-answers.ts";
import { resolverFor } from "../setup-issues.ts";
import { SinglePage } from "../single-page.tsx";
import { fillIn, fillInSettings, settingSuggestionsFor, suggestionFor } from "../suggestion.ts";
import { useAddressProbe } from "../use-address-probe.ts";
import { foreignHostIssue } from "./own-host.ts";

type EntryProps = Pick<ImportedEntry, "host" | "pattern" | "missing"> & {
  org: string;
  start: Pasted;
  onBack: () => void;
  onSaved: (registryId: string) => void;
};

/** One registry of a file, in the form that every registry is added with: checked before it is kept. */
export function EntryForm({ start, ...props }: EntryProps) {
  const [chosen, setChosen] = useState<{ type: string; known: KnownStart | null; turn: number }>({
    type: start.type,
    known: start,
    turn: 0,
  });
  const type = registryType(chosen.type);
  if (type === undefined) return null;
  return (
    <div className="max-w-form space-y-4">
      {props.missing === null ? null : (
        <Notice tone="warning" title="The secret is missing">
          {props.missing}
        </Notice>
      )}
      <TypedForm
        key={chosen.turn}
        {...props}
        imported={{ host: props.host, secret: start.secret }}
        type={type}
        known={chosen.known}
        onChangeType={(slug, known) => setChosen({ type: slug, known, turn: chosen.turn + 1 })}
      />
    </div>
  );
}

function TypedForm({
  org,
  type,
  known,
  pattern,
  imported,
  onBack,
  onSaved,
  onChangeType,
}: Omit<EntryProps, "start" | "missing" | "host"> & {
  imported: { host: string; secret: Pasted["secret"] };
  type: RegistryType;
  known: KnownStart | null;
  onChangeType: (slug: string, known: KnownStart | null) => void;
}) {
  const serverRole = useServerIdentity(type)?.use ?? null;
  const probe = useAddressProbe(org, type);
  const form = useCheckedForm<RegistryFormValues, RegistryFormValues>(
    async (values, context, options) => {
      const issue = foreignHostIssue(type, values, imported);
      if (issue !== null) return { values: {}, errors: formErrors([issue]) };
      return await resolverFor(type, "all", serverRole)(values, context, options);
    },
    {
      ...emptyRegistryForm(type, {
        settings: known?.settings ?? {},
        secret: known?.secret ?? {},
      }),
      patterns: pattern === null ? [] : [{ text: pattern }],
    },
  );
  const suggested = useRef(suggestionFor(type, form.getValues()));
  const usual = useRef(settingSuggestionsFor(type, form.getValues("settings")));
  const suggest = useStableCallback(() => {
    usual.current = fillInSettings(type, form, usual.current);
    suggested.current = fillIn(type, form, suggested.current);
  });
  useEffect(suggest, [suggest]);
  return (
    <SinglePage
      org={org}
      type={type}
      form={form}
      known={known}
      probe={probe}
      scheme={probe.schemeOf(form.getValues("settings"))}
      draftOf={() => null}
      onNext={onBack}
      onBack={onBack}
      onExit={null}
      onGoToField={focusFormField}
      onChangeType={(slug) => onChangeType(slug, keptFor(slug, form.getValues()))}
      onSuggest={suggest}
      onSaved={(id) => {
        // The secret leaves the page's memory with the form.
        form.reset(emptyRegistryForm(type));
        onSaved(id);
      }}
    />
  );
}

import type { RegistryView } from "@berth/api-contract";
import {
  registryType,
  type RegistryType,
  type Settings as CatalogSettings,
} from "@berth/registry-catalog";
import { useEffect, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { isApiError } from "#src/api/errors.ts";
import { CheckPanel } from "#src/domain-ui/check-panel.tsx";
import { formCheckInput } from "#src/domain-ui/registry-form/form-check-input.ts";
import {
  fieldOfRequestPath,
  formErrors,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import { usePatternSectionSoon } from "#src/domain-ui/registry-form/lazy-pattern-section.ts";
import { useCheckedSave } from "#src/domain-ui/registry-form/use-checked-save.ts";
import { formRefusal } from "#src/forms/form-refusal.ts";
import { FormShell } from "#src/forms/form-shell.tsx";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { useCheckedForm } from "#src/forms/use-checked-form.ts";
import { Button } from "#src/ui/button.tsx";
import { ConflictPanel } from "#src/domain-ui/conflict-panel.tsx";
import { settingsConflict } from "./settings-conflict.ts";
import { SettingsFields } from "./settings-fields.tsx";
import {
  movedDestination,
  settingsFormOf,
  settingsIssues,
  settingsRequest,
} from "./settings-move.ts";
import { useUpdateRegistry } from "#src/api/update-registry.ts";

interface SettingsFormProps {
  org: string;
  registry: RegistryView;
  /** `saved` says what came of it; "" where nothing was saved. */
  onClose: (saved: string) => void;
}

/** Changes where a registry is and how it is reached. A new destination needs the secret again; nothing else does. */
export function SettingsForm(props: SettingsFormProps) {
  const type = registryType(props.registry.type);
  if (!type)
    return <p className="text-muted">This version of the console doesn't know this type.</p>;
  return <Settings {...props} type={type} />;
}

function Settings({ org, registry, type, onClose }: SettingsFormProps & { type: RegistryType }) {
  usePatternSectionSoon(org);
  const update = useUpdateRegistry(org, registry.id);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  // What the editor saw; a newer version arrives in `registry` while the form keeps its own values.
  const [seen, setSeen] = useState(registry);
  const base = useRef(registry);
  const [conflict, setConflict] = useState(false);
  const [demanded, setDemanded] = useState(false);
  const [overriding, setOverriding] = useState(false);
  const asksFor = (values: Pick<RegistryFormValues, "settings">) =>
    demanded || movedDestination(type, seen, values).length > 0;

  const form = useCheckedForm<RegistryFormValues, RegistryFormValues>(
    (values) => {
      const issues = settingsIssues(type, values, asksFor(values));
      return issues.length === 0
        ? { values, errors: {} }
        : { values: {}, errors: formErrors(issues) };
    },
    settingsFormOf(type, registry),
  );
  const settings = useWatch({ control: form.control, name: "settings" });
  const moved = movedDestination(type, seen, { settings });
  const asksForSecret = demanded || moved.length > 0;
  const onWorkersOnly = type.ownRole?.(settings as CatalogSettings) === "worker";

  const write = async (values: RegistryFormValues, checkId: string | null) => {
    const { current } = base;
    const facts = { version: current.version, asksForSecret: asksFor(values), checkId };
    try {
      await update.mutateAsync(settingsRequest(type, current, values, facts));
    } catch (error) {
      if (isApiError(error, "conflict")) {
        setConflict(true);
        return;
      }
      if (isApiError(error, "secret_required")) setDemanded(true);
      if (isApiError(error, "expectation_broken")) setOverriding(true);
      throw error;
    }
    form.reset();
    onClose(checkId === null ? "Settings saved." : "Saved and verified.");
  };
  const saving = useCheckedSave(org, (values) => formCheckInput(type, values), write);
  const accept = () => {
    base.current = registry;
    setSeen(registry);
    setConflict(false);
  };
  const submit = async (values: RegistryFormValues, intent: string) => {
    if (!asksFor(values) || intent === "unchecked" || onWorkersOnly) {
      await saving.save(values, null);
      return;
    }
    if (values.testImage.trim() === "") {
      throw formRefusal("testImage", "Enter an image to check with, or save without checking.");
    }
    await saving.checkAndSave(values);
  };

  return (
    <div className="max-w-form space-y-4">
      <h2 ref={heading} tabIndex={-1} className="text-lead font-semibold">
        Edit settings
      </h2>
      <UnsavedGuard when={form.formState.isDirty && !update.isSuccess} title="Leave the settings?">
        <p>Your changes are not saved.</p>
      </UnsavedGuard>
      {conflict && registry.version !== seen.version ? (
        <ConflictPanel
          theirs={registry}
          what="registry"
          rows={settingsConflict(type, form.getValues(), registry)}
          busy={update.isPending}
          onKeepMine={() => {
            accept();
            void form.handleSubmit((values) => saving.save(values, null))();
          }}
          onTakeTheirs={() => {
            accept();
            form.reset(settingsFormOf(type, registry));
          }}
        />
      ) : null}
      <FormShell
        form={form}
        label="Settings"
        onSubmit={submit}
        submit={submitWords(asksForSecret && !onWorkersOnly, saving.proven)}
        submitting={saving.stage === "checking" ? "Checking…" : "Saving…"}
        secondary={
          <>
            {asksForSecret && !onWorkersOnly ? (
              <Button type="submit" value="unchecked">
                Save without checking
              </Button>
            ) : null}
            <Button variant="quiet" onClick={() => onClose("")}>
              Cancel
            </Button>
          </>
        }
        outcome={saving.checkId === null ? null : <CheckPanel org={org} check={saving.checkId} />}
        fieldOfPath={fieldOfRequestPath}
      >
        <SettingsFields
          org={org}
          registry={registry}
          type={type}
          moved={moved}
          asksForSecret={asksForSecret}
          overriding={overriding}
        />
      </FormShell>
    </div>
  );
}

function submitWords(asksForSecret: boolean, proven: boolean): string {
  if (!asksForSecret) return "Save settings";
  return proven ? "Save settings" : "Check and save";
}

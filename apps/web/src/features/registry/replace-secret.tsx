import type { RegistryView } from "@berth/api-contract";
import { registryType, type RegistryType, type Settings } from "@berth/registry-catalog";
import { useEffect, useState } from "react";
import { isApiError } from "#src/api/errors.ts";
import { call } from "#src/api/client.ts";
import { expiryMoment, suggestedDay } from "#src/domain-ui/registry-form/expiry-day.ts";
import { ExpiryField } from "#src/domain-ui/registry-form/expiry-field.tsx";
import { focusFormField } from "#src/domain-ui/registry-form/focus-form-field.ts";
import {
  fieldOfRequestPath,
  filledSecret,
  formErrors,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import {
  RegistryFormFrame,
  SecretFields,
} from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { pasteIssues, whereIssues } from "#src/domain-ui/registry-form/step-issues.ts";
import { TestImageField } from "#src/domain-ui/registry-form/test-image-field.tsx";
import { useCheckedSave } from "#src/domain-ui/registry-form/use-checked-save.ts";
import { useExpiryReading } from "#src/domain-ui/registry-form/use-expiry-reading.ts";
import { formRefusal } from "#src/forms/form-refusal.ts";
import { FormShell } from "#src/forms/form-shell.tsx";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { useCheckedForm } from "#src/forms/use-checked-form.ts";
import { formatAbsolute, formatClock } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { Select } from "#src/ui/select.tsx";
import { ConflictPanel } from "#src/domain-ui/conflict-panel.tsx";
import { ReplaceSecretOutcome } from "./replace-secret-outcome.tsx";
import { settingsFormOf } from "./settings-move.ts";
import { useRefreshRegistry } from "#src/api/update-registry.ts";

interface ReplaceSecretProps {
  org: string;
  registry: RegistryView;
  /** `said` is the success to show; "" where the old secret stays. */
  onClose: (said: string) => void;
}

const keepOptions = [
  { value: "0", label: "Don't keep it" },
  { value: "1", label: "1 hour" },
  { value: "24", label: "24 hours" },
  { value: "168", label: "7 days" },
];

/** Paste, test, use: the old secret stays until the new one is proven, or until somebody says why it need not be. */
export function ReplaceSecret(props: ReplaceSecretProps) {
  const type = registryType(props.registry.type);
  if (!type)
    return <p className="text-muted">This version of the console doesn't know this type.</p>;
  return <Replace {...props} type={type} />;
}

function Replace({ org, registry, type, onClose }: ReplaceSecretProps & { type: RegistryType }) {
  const refresh = useRefreshRegistry(org, registry.id);
  const [version, setVersion] = useState(registry.version);
  const [conflict, setConflict] = useState(false);
  const [done, setDone] = useState(false);
  const [keepHours, setKeepHours] = useState(registry.health.state === "healthy" ? 24 : 0);
  const form = useCheckedForm<RegistryFormValues, RegistryFormValues>(
    (values) => {
      const issues = [
        ...pasteIssues(type, values).filter(({ path }) => path.startsWith("secret")),
        ...whereIssues(type, values).filter(({ path }) => path === "testImage"),
      ];
      return issues.length === 0
        ? { values, errors: {} }
        : { values: {}, errors: formErrors(issues) };
    },
    settingsFormOf(type, registry),
  );
  const reading = useExpiryReading(type, form.control);
  const firstField = type.secretFields[0]?.name ?? "";
  useEffect(() => {
    focusFormField(`secret.${firstField}`);
  }, [firstField]);

  const write = async (values: RegistryFormValues, checkId: string | null, on: number) => {
    const reason = values.overrideReason.trim();
    const { expiryDay, secret, settings } = values;
    const now = type.expiry(secret, settings as Settings, Date.now());
    try {
      const { registry: saved } = await call("PUT /organizations/{org}/registries/{id}/secret", {
        params: { org, id: registry.id },
        body: {
          version: on,
          secret: filledSecret(secret),
          checkId,
          ...(reason === "" ? {} : { reasonUnchecked: reason }),
          expiryAt: expiryDay === suggestedDay(now) ? null : expiryMoment(expiryDay, now),
          keepHours,
        },
      });
      setDone(true);
      form.reset();
      await refresh(saved);
      const until = saved.secret?.kept?.until;
      onClose(
        `New secret in use since ${formatClock(Date.parse(saved.updatedAt))}.${
          until === undefined
            ? ""
            : ` The old one can be restored until ${formatAbsolute(Date.parse(until))}.`
        }`,
      );
    } catch (error) {
      if (!isApiError(error, "conflict")) throw error;
      await refresh();
      setConflict(true);
    }
  };
  const saving = useCheckedSave(
    org,
    (values) => ({
      subject: "new-secret",
      registryId: registry.id,
      secret: filledSecret(values.secret),
      image: values.testImage.trim(),
    }),
    (values, checkId) => write(values, checkId, version),
  );
  const submit = async (values: RegistryFormValues, intent: string) => {
    if (intent === "anyway") {
      if (values.overrideReason.trim().length < 3) {
        throw formRefusal("overrideReason", "Say why an unproven secret should be used.");
      }
      await saving.save(values, null);
      return;
    }
    if (values.testImage.trim() === "") {
      throw formRefusal("testImage", "Enter an image that this registry serves.");
    }
    // A check that stands already means that this press is the one to use the secret.
    const check = await saving.check(values);
    if (check === null) await saving.save(values, null);
  };

  return (
    <div className="mt-4 space-y-4 rounded-md border border-divider p-4">
      <UnsavedGuard when={form.formState.isDirty && !done} title="Leave the new secret?">
        <p>Your new secret is not saved. The current one stays in use.</p>
      </UnsavedGuard>
      {conflict && registry.version !== version ? (
        <ConflictPanel
          theirs={registry}
          what="registry"
          rows={[
            {
              label: "Secret",
              mine: "The one you pasted",
              theirs: registry.secret
                ? `Saved by ${registry.secret.setBy?.name ?? "somebody"}, fingerprint ${registry.secret.fingerprint}`
                : "None",
            },
          ]}
          busy={saving.stage === "saving"}
          onKeepMine={() => {
            setVersion(registry.version);
            setConflict(false);
          }}
          onTakeTheirs={() => onClose("")}
        />
      ) : null}
      <FormShell
        form={form}
        label="Replace secret"
        onSubmit={submit}
        submit={
          saving.proven
            ? "Use the new secret"
            : saving.failed || saving.partly
              ? "Test again"
              : "Test the new secret"
        }
        submitting={saving.stage === "checking" ? "Testing…" : "Saving…"}
        secondary={
          <Button variant="quiet" onClick={() => onClose("")}>
            Keep the current secret
          </Button>
        }
        outcome={
          <ReplaceSecretOutcome
            org={org}
            checkId={saving.checkId}
            result={
              saving.proven ? "works" : saving.partly ? "partly" : saving.failed ? "fails" : null
            }
          />
        }
        fieldOfPath={(path) =>
          path === "reasonUnchecked" ? "overrideReason" : fieldOfRequestPath(path)
        }
      >
        <RegistryFormFrame type={type}>
          <SecretFields type={type} />
          <ExpiryField reading={reading} />
          <Field
            label="Keep the old secret"
            hint="So that it can be restored with one click. It stays sealed, and is deleted by itself."
          >
            {(control) => (
              <Select
                {...control}
                className="max-w-56"
                value={String(keepHours)}
                options={keepOptions}
                onChange={(event) => setKeepHours(Number(event.currentTarget.value))}
              />
            )}
          </Field>
          <TestImageField
            label="Test with"
            hint="Its manifest is fetched with the new secret, and then one image of each repository that workers pulled lately is asked for. The current secret stays in use meanwhile."
            optional={false}
          />
        </RegistryFormFrame>
      </FormShell>
    </div>
  );
}

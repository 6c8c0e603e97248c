import type { RegistryView } from "@berth/api-contract";
import {
  type BindingFieldName,
  type RegistryType,
  secretAgainMessage,
  secretFieldsOf,
  type Settings,
} from "@berth/registry-catalog";
import { Suspense } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { ExpiryField } from "#src/domain-ui/registry-form/expiry-field.tsx";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import {
  RegistryFormFrame,
  SecretFields,
  SettingFields,
} from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { PatternSection } from "#src/domain-ui/registry-form/lazy-pattern-section.ts";
import { TestImageField } from "#src/domain-ui/registry-form/test-image-field.tsx";
import { useExpiryReading } from "#src/domain-ui/registry-form/use-expiry-reading.ts";
import { TextField } from "#src/forms/fields.tsx";
import { Button } from "#src/ui/button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { movedAlong } from "./settings-move.ts";

/** The fields of the settings form; those of the secret and the patterns only where the change reaches them. */
export function SettingsFields({
  org,
  registry,
  type,
  moved,
  asksForSecret,
  overriding,
}: {
  org: string;
  registry: Pick<RegistryView, "id" | "name">;
  type: RegistryType;
  moved: readonly BindingFieldName[];
  asksForSecret: boolean;
  overriding: boolean;
}) {
  const form = useFormContext<RegistryFormValues>();
  const values = useWatch({ control: form.control, name: watched });
  const [settings, patterns, testImage] = values;
  const along = movedAlong(type, { settings, patterns, testImage });
  const stored = secretFieldsOf(type, settings as Settings).length > 0;
  const newHost = moved.includes("hosts") || moved.includes("port");
  return (
    <RegistryFormFrame type={type}>
      <SettingFields type={type} step="where" />
      <SettingFields type={type} step="create" />
      <SettingFields type={type} step="paste" />
      {along ? (
        <Notice
          tone="warning"
          title="Patterns and test image still name the old host"
          actions={
            <Button
              size="small"
              onClick={() => {
                form.setValue("patterns", along.patterns, { shouldDirty: true });
                form.setValue("testImage", along.testImage, { shouldDirty: true });
                form.clearErrors(["patterns", "testImage"]);
              }}
            >
              Move them to the new host
            </Button>
          }
        >
          A registry serves only images on its own hosts.
        </Notice>
      ) : null}
      {newHost ? (
        <Suspense fallback={<SkeletonText lines={6} />}>
          <PatternSection org={org} registryId={registry.id} name={registry.name} />
        </Suspense>
      ) : null}
      <TestImageField />
      {asksForSecret && !stored ? (
        <Notice tone="info" live>
          With this sign-in nothing is stored. A secret that was saved before is deleted with the
          change.
        </Notice>
      ) : null}
      {asksForSecret && stored ? (
        <section aria-label="Secret" className="space-y-4 rounded-md border border-divider p-4">
          <Notice tone="warning" live>
            <MarkedText>{secretAgainMessage(moved)}</MarkedText>
          </Notice>
          <SecretFields type={type} />
          <Expiry type={type} />
        </section>
      ) : null}
      {overriding ? (
        <TextField
          name="overrideReason"
          label="Why save it all the same?"
          hint="Saved expectations would break. The reason is written to the audit log."
        />
      ) : null}
    </RegistryFormFrame>
  );
}

function Expiry({ type }: { type: RegistryType }) {
  const { control } = useFormContext<RegistryFormValues, unknown, RegistryFormValues>();
  return <ExpiryField reading={useExpiryReading(type, control)} />;
}

// Outside the component: a new list at each render would subscribe anew each time.
const watched = ["settings", "patterns", "testImage"] as const;

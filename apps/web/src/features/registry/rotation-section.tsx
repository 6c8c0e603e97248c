import type { RegistryView } from "@berth/api-contract";
import { type FormEvent, useRef, useState } from "react";
import { useUpdateRegistry } from "#src/api/update-registry.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { formatDay } from "#src/lib/time-format.ts";
import { useReturnFocus } from "#src/lib/use-return-focus.ts";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { Select } from "#src/ui/select.tsx";

const choices = [30, 60, 90, 180, 365];

/** A reminder to replace the secret once it is so old, for secrets that never end by themselves. */
export function RotationSection({
  org,
  registry,
  editable,
}: {
  org: string;
  registry: RegistryView;
  editable: boolean;
}) {
  const { rotateAfterDays, rotateAt } = registry;
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  useReturnFocus(editing, opener);
  return (
    <section aria-labelledby="rotation">
      <h2 id="rotation" className="mb-2 text-lead font-semibold">
        Replacing it by age
      </h2>
      {rotateAt === null ? (
        <p className="text-muted">No reminder: the secret stays as long as it works.</p>
      ) : (
        <p>
          Due {rotateAfterDays} days after the secret was saved: on{" "}
          {formatDay(Date.parse(rotateAt))} (<RelativeTime at={rotateAt} />
          ).
        </p>
      )}
      {editable && !editing ? (
        <Button ref={opener} size="small" className="mt-2" onClick={() => setEditing(true)}>
          {rotateAfterDays === null ? "Set a reminder" : "Change the reminder"}
        </Button>
      ) : null}
      {editing ? (
        <RotationForm org={org} registry={registry} onClose={() => setEditing(false)} />
      ) : null}
    </section>
  );
}

function RotationForm({
  org,
  registry,
  onClose,
}: {
  org: string;
  registry: RegistryView;
  onClose: () => void;
}) {
  const current = registry.rotateAfterDays;
  const [days, setDays] = useState(String(current ?? 90));
  const update = useUpdateRegistry(org, registry.id);
  const offered = [...new Set([...choices, ...(current === null ? [] : [current])])].toSorted(
    (a, b) => a - b,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      { version: registry.version, rotateAfterDays: days === "" ? null : Number(days) },
      { onSuccess: onClose },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="mt-3 max-w-form space-y-3">
      <FailurePanel title="Nothing was saved." error={update.error} />
      <Field label="Remind after">
        {(control) => (
          <Select
            {...control}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form opens because the person asked for it
            autoFocus
            className="max-w-56"
            value={days}
            options={[
              { value: "", label: "Never" },
              ...offered.map((one) => ({ value: String(one), label: `${one} days` })),
            ]}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={update.isPending && "Saving…"}>
          Save reminder
        </Button>
        <Button variant="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

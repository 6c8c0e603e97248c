import type { RegistryView } from "@berth/api-contract";
import { type FormEvent, useState } from "react";
import { isApiError } from "#src/api/errors.ts";
import { useUpdateRegistry } from "#src/api/update-registry.ts";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { formatEndDay } from "#src/lib/time-format.ts";
import { ConflictPanel } from "./conflict-panel.tsx";
import { FailurePanel } from "./failure-panel.tsx";

/** Sets the day on which a registry's secret ends, or takes it away. */
export function ExpiryDateForm({
  org,
  registry,
  onClose,
}: {
  org: string;
  registry: RegistryView;
  onClose: () => void;
}) {
  const [day, setDay] = useState(registry.expiry.at?.slice(0, 10) ?? "");
  const [version, setVersion] = useState(registry.version);
  const update = useUpdateRegistry(org, registry.id);
  const conflict = isApiError(update.error, "conflict");
  const save = (on: number) =>
    update.mutate(
      { version: on, expiryAt: day === "" ? null : `${day}T00:00:00.000Z` },
      { onSuccess: onClose },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(version);
  };
  return (
    <form noValidate onSubmit={submit} className="mt-3 max-w-form space-y-3">
      {conflict && registry.version !== version ? (
        <ConflictPanel
          theirs={registry}
          what="registry"
          rows={
            (registry.expiry.at?.slice(0, 10) ?? "") === day
              ? []
              : [
                  {
                    label: "Ends on",
                    mine: dayWords(day),
                    theirs: dayWords(registry.expiry.at?.slice(0, 10) ?? ""),
                  },
                ]
          }
          busy={update.isPending}
          onKeepMine={() => {
            setVersion(registry.version);
            save(registry.version);
          }}
          onTakeTheirs={onClose}
        />
      ) : null}
      {update.error && !conflict ? (
        <FailurePanel title="Nothing was saved." error={update.error} />
      ) : null}
      <Field label="Ends on" hint="Empty means that no date is known." optional>
        {(control) => (
          <TextInput
            {...control}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form opens because the person asked for it
            autoFocus
            type="date"
            className="max-w-56"
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={update.isPending && "Saving…"}>
          Save date
        </Button>
        <Button variant="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function dayWords(day: string): string {
  return day === "" ? "No date" : formatEndDay(Date.parse(day));
}

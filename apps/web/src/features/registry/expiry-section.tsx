import type { ExpirySource, RegistryView } from "@berth/api-contract";
import { type FormEvent, useRef, useState } from "react";
import { describeError, isApiError } from "#src/api/errors.ts";
import { formatDay } from "#src/lib/time-format.ts";
import { useReturnFocus } from "#src/lib/use-return-focus.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { Field } from "#src/ui/field.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { ConflictPanel } from "./conflict-panel.tsx";
import { useUpdateRegistry } from "./use-registry.ts";

const sourceWords: Record<ExpirySource, string> = {
  read: "read from the secret",
  entered: "entered by hand",
  default: "the product's usual lifetime",
  unknown: "not known",
};

/** When the secret ends, where that date comes from, and a way to correct it. */
export function ExpirySection({
  org,
  registry,
  editable,
}: {
  org: string;
  registry: RegistryView;
  editable: boolean;
}) {
  const { at, source } = registry.expiry;
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  useReturnFocus(editing, opener);
  return (
    <section aria-labelledby="expiry">
      <h2 id="expiry" className="mb-2 text-lead font-semibold">
        Expiry
      </h2>
      {at === null ? (
        <p className="text-muted">
          {source === "read" || source === "entered"
            ? "It never ends."
            : "No date known. Set one so that its end doesn't surprise you."}
        </p>
      ) : (
        <p>
          Ends on {formatDay(Date.parse(at))} (<RelativeTime at={at} />
          ), {sourceWords[source]}.
        </p>
      )}
      {editable && !editing ? (
        <Button ref={opener} size="small" className="mt-2" onClick={() => setEditing(true)}>
          {at === null ? "Set a date" : "Change the date"}
        </Button>
      ) : null}
      {editing ? (
        <ExpiryForm org={org} registry={registry} onClose={() => setEditing(false)} />
      ) : null}
    </section>
  );
}

function ExpiryForm({
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
                    mine: day === "" ? "No date" : day,
                    theirs: registry.expiry.at?.slice(0, 10) ?? "No date",
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
        <ErrorPanel title="Nothing was saved." message={describeError(update.error).message} />
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

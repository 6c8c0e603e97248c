import type { RegistryView } from "@berth/api-contract";
import { useState } from "react";
import { isApiError } from "#src/api/errors.ts";
import { nameIssues } from "#src/domain-ui/registry-form/name-issues.ts";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useCheckedForm } from "#src/forms/use-checked-form.ts";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { ConflictPanel } from "#src/domain-ui/conflict-panel.tsx";
import { useUpdateRegistry } from "#src/api/update-registry.ts";

/** A new name for a registry. The secret has no part in it. */
export function NameForm({
  org,
  registry,
  onClose,
}: {
  org: string;
  registry: RegistryView;
  onClose: () => void;
}) {
  const update = useUpdateRegistry(org, registry.id);
  const form = useCheckedForm<{ name: string }, { name: string }>(
    ({ name }) => {
      const [issue] = nameIssues(name);
      return issue
        ? { values: {}, errors: { name: { type: "catalog", message: issue.message } } }
        : { values: { name: name.trim() }, errors: {} };
    },
    { name: registry.name },
  );
  const [version, setVersion] = useState(registry.version);
  const [conflict, setConflict] = useState(false);

  const save = async (name: string, on: number) => {
    try {
      await update.mutateAsync({ version: on, name });
    } catch (error) {
      if (!isApiError(error, "conflict")) throw error;
      setConflict(true);
      return;
    }
    announce(`Renamed to ${name}`);
    onClose();
  };
  return (
    <div className="space-y-3 rounded-md border border-divider p-4">
      {conflict && registry.version !== version ? (
        <ConflictPanel
          theirs={registry}
          what="registry"
          rows={
            registry.name === form.getValues("name")
              ? []
              : [{ label: "Name", mine: form.getValues("name"), theirs: registry.name }]
          }
          busy={update.isPending}
          onKeepMine={() => {
            setVersion(registry.version);
            setConflict(false);
            void form.handleSubmit(({ name }) => save(name, registry.version))();
          }}
          onTakeTheirs={onClose}
        />
      ) : null}
      <FormShell
        form={form}
        label="Edit name"
        onSubmit={({ name }) => save(name, version)}
        submit="Save name"
        submitting="Saving…"
        secondary={
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
        }
      >
        <TextField
          name="name"
          label="Name"
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form opens because the person asked for it
          autoFocus
        />
      </FormShell>
    </div>
  );
}

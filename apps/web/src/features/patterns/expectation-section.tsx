import type { ExpectationView, RegistryView } from "@berth/api-contract";
import { type FormEvent, memo, useId, useState } from "react";
import { describeError, isApiError } from "#src/api/errors.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { useAddExpectation, useExpectations } from "./use-expectations.ts";

/** Images that must keep using this registry: a save after which one would not is stopped. */
export function ExpectationSection({
  org,
  registry,
  isServed,
  editable = false,
}: {
  org: string;
  registry: RegistryView;
  /** Whether the patterns as they stand on the page serve an image from this registry. */
  isServed: (image: string) => boolean;
  editable?: boolean | undefined;
}) {
  const heading = useId();
  const { query, drop } = useExpectations(org, registry.id);
  return (
    <section aria-labelledby={heading} className="space-y-3">
      <div>
        <h2 id={heading} className="text-lead font-semibold">
          Expectations
        </h2>
        <p className="max-w-prose text-table text-muted">
          Images that must use this registry. A save that breaks one is stopped.
        </p>
      </div>
      <DataRegion query={query} what="expectations" skeleton={<SkeletonText lines={2} />}>
        {(expectations) =>
          expectations.length === 0 ? (
            <p className="text-muted">None yet.</p>
          ) : (
            <ul className="divide-y divide-divider border-y border-divider">
              {expectations.map((expectation) => (
                <Expectation
                  key={expectation.id}
                  expectation={expectation}
                  holds={isServed(expectation.image)}
                  onDrop={editable ? () => drop.mutate(expectation) : undefined}
                  dropping={drop.isPending && drop.variables.id === expectation.id}
                />
              ))}
            </ul>
          )
        }
      </DataRegion>
      <FailurePanel title="The expectation is still there." error={drop.error} />
      {editable ? <AddExpectation org={org} registryId={registry.id} /> : null}
    </section>
  );
}

function Expectation({
  expectation: { image, createdAt, createdBy },
  holds,
  onDrop,
  dropping,
}: {
  expectation: ExpectationView;
  holds: boolean;
  onDrop: (() => void) | undefined;
  dropping: boolean;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-0 grow basis-60">
        <MonoText>{image}</MonoText>
        <p className="text-table text-muted">
          <StatusBadge
            {...(holds
              ? { shape: "check-circle", tone: "success", word: "Holds" }
              : { shape: "octagon-x", tone: "danger", word: "Broken" })}
          />{" "}
          · added{createdBy ? ` by ${createdBy.name}` : ""} <RelativeTime at={createdAt} />
        </p>
      </div>
      {onDrop ? (
        <Button
          size="small"
          variant="quiet"
          onClick={onDrop}
          busy={dropping && "Dropping…"}
          aria-label={`Drop the expectation about ${image}`}
        >
          Drop
        </Button>
      ) : null}
    </li>
  );
}

/** Memoized: a key in a pattern has nothing to do with the field in here. */
const AddExpectation = memo(function AddExpectation({
  org,
  registryId,
}: {
  org: string;
  registryId: string;
}) {
  const add = useAddExpectation(org, registryId);
  const [image, setImage] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (image.trim() === "") return;
    add.mutate(image.trim(), { onSuccess: () => setImage("") });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Field
        label="Always expect an image"
        error={add.error ? reasonOf(add.error) : undefined}
        optional
      >
        {(control) => (
          <div className="flex flex-wrap gap-2">
            <div className="min-w-0 grow basis-60">
              <TextInput
                {...control}
                mono
                value={image}
                placeholder="registry.example.com/team/train"
                onChange={(event) => {
                  if (add.error) add.reset();
                  setImage(event.currentTarget.value);
                }}
              />
            </div>
            <Button type="submit" busy={add.isPending && "Adding…"}>
              Add expectation
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
});

function reasonOf(error: unknown): string {
  const issue = isApiError(error) ? error.issues[0] : undefined;
  return issue?.message ?? describeError(error).message;
}

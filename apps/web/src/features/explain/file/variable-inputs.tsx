import type { ResolvedImage } from "@berth/image-files";
import { Field } from "#src/ui/field.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

/** Asks for what the file leaves open in front of a tag: without it nobody can say which registry is meant. */
export function VariableInputs({
  images,
  values,
  onChange,
}: {
  images: readonly ResolvedImage[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}) {
  const open = openVariables(images);
  if (open.length === 0) return null;
  return (
    <section aria-label="Variables" className="rounded-md border border-divider p-3">
      <div className="grid gap-3 sm:grid-cols-2">
        {open.map(({ name, fallback }) => (
          <Field
            key={name}
            label={`Value for ${name}`}
            hint={fallback === undefined ? undefined : `The file's own default is “${fallback}”.`}
            optional={fallback !== undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                mono
                autoComplete="off"
                value={values[name] ?? ""}
                onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </section>
  );
}

/** Variables outside a tag, each once. */
function openVariables(
  images: readonly ResolvedImage[],
): { name: string; fallback: string | undefined }[] {
  const found = new Map<string, string | undefined>();
  for (const { variables = [], pulled } of images) {
    if (!pulled) continue;
    for (const { name, inTag, default: fallback } of variables) {
      if (!inTag) found.set(name, found.get(name) ?? fallback);
    }
  }
  return [...found].map(([name, fallback]) => ({ name, fallback }));
}

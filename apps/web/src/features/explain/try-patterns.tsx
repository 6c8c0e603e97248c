import { managers, type RegistryView } from "@berth/api-contract";
import { useMemo, useState } from "react";
import { may, useOrganization } from "#src/api/session.ts";
import { PatternTester } from "#src/domain-ui/pattern-tester/pattern-tester.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Field } from "#src/ui/field.tsx";
import { Select } from "#src/ui/select.tsx";

/** What another pattern would do, tried here and saved on the registry's page. */
export function TryPatterns({
  registries,
  start,
  image,
}: {
  registries: readonly RegistryView[];
  /** The registry to begin with: the one that serves the image, or comes nearest. */
  start: string | undefined;
  image: string;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const registry = registries.find(({ id }) => id === (chosen ?? start)) ?? registries[0];
  if (!registry) return <p className="text-muted">There is no registry yet.</p>;
  return (
    <div className="space-y-4">
      <div className="max-w-xs">
        <Field label="Registry">
          {(control) => (
            <Select
              {...control}
              value={registry.id}
              onChange={(event) => setChosen(event.currentTarget.value)}
              options={registries.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      </div>
      <TryRegistry key={registry.id} registry={registry} image={image} />
    </div>
  );
}

function TryRegistry({ registry, image }: { registry: RegistryView; image: string }) {
  const { slug: org, role } = useOrganization();
  const saved = useMemo(() => registry.patterns.map(({ text }) => text), [registry.patterns]);
  const [patterns, setPatterns] = useState<readonly string[]>(saved);
  const { id, name, type, settings, hostRule, paused } = registry;
  const change = changeOf(saved, patterns);
  return (
    <>
      <PatternTester
        org={org}
        registry={{ id, name, type, settings: settings ?? {}, hostRule, paused }}
        patterns={patterns}
        onPatternsChange={setPatterns}
        initialImages={[image]}
        confirmed={may(role, managers)}
      />
      {change && may(role, managers) ? (
        <Link to={`${paths.registryPatterns(org, id)}?${change}`} className={buttonStyles()}>
          Take this to the patterns of {name}
        </Link>
      ) : (
        <p className="text-table text-muted">Nothing is saved here.</p>
      )}
    </>
  );
}

/** The one pattern that was changed or added, as the registry's page takes it; null for none or several. */
function changeOf(saved: readonly string[], tried: readonly string[]): URLSearchParams | null {
  const added = tried.filter((text) => text.trim() !== "" && !saved.includes(text));
  const removed = saved.filter((text) => !tried.includes(text));
  const [to] = added;
  if (to === undefined || added.length > 1 || removed.length > 1) return null;
  return new URLSearchParams(removed[0] === undefined ? { to } : { from: removed[0], to });
}

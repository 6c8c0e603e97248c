import type { RegistryType, Settings } from "@berth/registry-catalog";
import { type Control, useWatch } from "react-hook-form";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import { MonoText } from "#src/ui/mono-text.tsx";

/** What comes of the answers so far, as they are typed. */
export function SetupAside({
  type,
  control,
}: {
  type: RegistryType;
  control: Control<RegistryFormValues, unknown, RegistryFormValues>;
}) {
  const [settings, testImage, patterns] = useWatch({
    control,
    name: shownFields,
  });
  const known = settings as Settings;
  const host = type.defaultHost(known);
  const chosen = patterns.map(({ text }) => text).filter((text) => text.trim() !== "");
  const suggested = type.suggestPatterns(known, testImage === "" ? null : testImage)[0];
  const shown = chosen.length > 0 ? chosen : suggested ? [suggested.text] : [];
  const identity = type.identity(known);
  if (host === null && shown.length === 0) return null;
  return (
    <section
      aria-label="What comes of it"
      className="sticky top-16 rounded-md bg-subtle p-3 text-table"
    >
      <h2 className="mb-2 font-semibold">So far</h2>
      <dl className="space-y-2">
        {host === null ? null : <Fact label="Host" value={host} />}
        {identity === null ? null : <Fact label="Signs in as" value={identity} />}
        {shown.length === 0 ? null : (
          <div>
            <dt className="text-muted">
              {chosen.length > 0 ? "Serves images that fit" : "Suggested pattern"}
            </dt>
            {shown.map((text) => (
              <dd key={text}>
                <MonoText>{text}</MonoText>
              </dd>
            ))}
          </div>
        )}
        {testImage === "" ? null : <Fact label="Checked with" value={testImage} />}
      </dl>
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd>
        <MonoText>{value}</MonoText>
      </dd>
    </div>
  );
}

// Outside the component: a new list at each render would subscribe anew each time.
const shownFields = ["settings", "testImage", "patterns"] as const;

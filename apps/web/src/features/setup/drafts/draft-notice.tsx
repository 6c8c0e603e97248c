import type { DraftView } from "@berth/api-contract";
import { type RegistryType, secretFieldsOf, type Settings } from "@berth/registry-catalog";
import { type Control, useWatch } from "react-hook-form";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import { formatClock, formatDay } from "#src/lib/time-format.ts";
import { useNow } from "#src/lib/use-now.ts";
import { Notice } from "#src/ui/notice.tsx";

/** Whose answers these are, and that the secret is not among them; gone once there is one. */
export function DraftNotice({
  draft,
  type,
  control,
}: {
  draft: DraftView;
  type: RegistryType;
  control: Control<RegistryFormValues, unknown, RegistryFormValues>;
}) {
  const [settings, secret] = useWatch({ control, name: watched });
  const now = useNow();
  const wants = secretFieldsOf(type, settings as Settings);
  if (wants.some(({ name }) => (secret[name] ?? "") !== "")) return null;
  const at = Date.parse(draft.updatedAt);
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  const by = draft.updatedBy === null ? "" : `, by ${draft.updatedBy.name}`;
  return (
    <Notice
      tone="info"
      title={`Draft from ${today ? formatClock(at) : `${formatDay(at)}, ${formatClock(at)}`}${by}`}
    >
      {wants.length === 0 ? "Go on where it was left." : "The secret was not kept; paste it again."}
    </Notice>
  );
}

// Outside the component: a new list at each render would subscribe anew each time.
const watched = ["settings", "secret"] as const;

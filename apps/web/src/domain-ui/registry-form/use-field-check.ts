import type { FieldResult, Notice, Problem, SettingValue } from "@berth/registry-catalog";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";

interface Seen {
  value: unknown;
  notices: readonly Notice[];
  refused: boolean;
}

/** What the catalog says about a field's value, from the moment it was left or pasted until it is typed in again. */
export interface FieldCheck {
  notices: readonly Notice[];
  problem: Problem | null;
  /** Looks at the value now: cleans it, and remembers what was cleaned or recognised. */
  look: () => void;
}

/**
 * Checks a field when it is left. Text is put into its canonical form on the spot, so that what is seen is what will
 * be saved, and what was changed is said.
 */
export function useFieldCheck(
  path: string,
  check: (value: unknown) => FieldResult<SettingValue>,
): FieldCheck {
  const form = useFormContext();
  const value: unknown = useWatch({ control: form.control, name: path });
  const [seen, setSeen] = useState<Seen | null>(null);

  const look = () => {
    const raw: unknown = form.getValues(path);
    const result = check(raw);
    if (!result.ok) {
      setSeen(isEmpty(raw) ? null : { value: raw, notices: [], refused: true });
      return;
    }
    const { value: canonical, notices } = result;
    if (typeof canonical === "string" && canonical !== raw) {
      form.setValue(path, canonical, { shouldDirty: true });
    }
    const value = form.getValues(path) as unknown;
    // Left again untouched, as after a paste, even before that was drawn: what was said of it then still holds.
    setSeen((before) =>
      before !== null && !before.refused && before.value === raw
        ? before
        : { value, notices, refused: false },
    );
  };

  const current = seen !== null && seen.value === value ? seen : null;
  return {
    notices: current?.notices ?? [],
    problem: current?.refused ? problemNow(check(value)) : null,
    look,
  };
}

/** Judged anew each time: other fields may have changed what is wrong with this one. */
function problemNow(result: FieldResult<SettingValue>): Problem | null {
  return result.ok ? null : result;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || value === false;
}

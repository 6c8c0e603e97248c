import { useState } from "react";
import type { SearchChange } from "#src/router/use-search.ts";
import { FilterField, FilterSelect } from "#src/ui/filter-bar.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { fromLocalField, toLocalField } from "./local-time.ts";
import { spanWords, type TimeValues } from "./time-values.ts";

const between = "between";
const options = [
  ...Object.entries(spanWords).map(([value, label]) => ({ value, label })),
  { value: between, label: "Between…" },
];

/** A span that ends now, or two moments in the zone of this device. */
export function TimeFilter({
  filter: { within, from, to },
  onChange,
}: {
  filter: TimeValues;
  onChange: (change: SearchChange) => void;
}) {
  const [wantsMoments, setWantsMoments] = useState(false);
  const moments = wantsMoments || from !== undefined || to !== undefined;
  const setMoment = (name: "from" | "to") => (at: string | null) => {
    // A field that is being rewritten is empty in between.
    setWantsMoments(true);
    onChange({ [name]: at, cursor: null });
  };
  return (
    <>
      <FilterSelect
        label="Time"
        all="Any time"
        value={moments ? between : within}
        options={options}
        onChange={(value) => {
          setWantsMoments(value === between);
          onChange({ within: value === between ? "" : value, from: null, to: null, cursor: null });
        }}
      />
      {moments ? (
        <>
          <MomentField label="From" value={from} onChange={setMoment("from")} />
          <MomentField label="Until" value={to} onChange={setMoment("to")} />
        </>
      ) : null}
    </>
  );
}

function MomentField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (at: string | null) => void;
}) {
  return (
    <FilterField label={label} width="moment">
      {(id) => (
        <TextInput
          id={id}
          type="datetime-local"
          value={toLocalField(value)}
          onChange={(event) => onChange(fromLocalField(event.currentTarget.value))}
        />
      )}
    </FilterField>
  );
}

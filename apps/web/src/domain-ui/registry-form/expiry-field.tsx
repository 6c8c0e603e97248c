import type { ExpiryReading } from "@berth/registry-catalog";
import { useEffect, useRef } from "react";
import { useFormContext } from "react-hook-form";
import { TextField } from "#src/forms/fields.tsx";
import { formatEndDay } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { suggestedDay, toDay } from "./expiry-day.ts";
import type { RegistryFormValues } from "./form-values.ts";

/** When the secret ends, and where that date comes from. A date read from the secret is filled in by itself. */
export function ExpiryField({ reading }: { reading: ExpiryReading | null }) {
  const { setValue, getValues } = useFormContext<RegistryFormValues>();
  const suggested = suggestedDay(reading);
  const filledIn = useRef("");
  useEffect(() => {
    if (getValues("expiryDay") === filledIn.current && suggested !== filledIn.current) {
      setValue("expiryDay", suggested);
    }
    filledIn.current = suggested;
  }, [suggested, getValues, setValue]);

  return (
    <div>
      <TextField
        name="expiryDay"
        label="Ends on"
        optional
        type="date"
        className="max-w-56"
        hint={
          reading === null ? (
            "Berth warns you before this day."
          ) : (
            <MarkedText>{reading.text}</MarkedText>
          )
        }
      />
      {reading?.source === "unknown" ? (
        <Button
          size="small"
          className="mt-1"
          onClick={() => setValue("expiryDay", toDay(reading.remindAt), { shouldDirty: true })}
        >
          Remind me on {formatEndDay(reading.remindAt)}
        </Button>
      ) : null}
    </div>
  );
}

import { useWatch } from "react-hook-form";
import { RadioCardsField, TextField } from "#src/forms/fields.tsx";

/** How long a token works: 30 or 90 days, or a number of one's own. */
export function LifetimeFields() {
  const lifetime: unknown = useWatch({ name: "lifetime" });
  return (
    <>
      <RadioCardsField
        name="lifetime"
        label="Expires after"
        columns={3}
        cards={[
          { value: "30", label: "30 days" },
          { value: "90", label: "90 days" },
          { value: "custom", label: "Other" },
        ]}
      />
      {lifetime === "custom" ? (
        <TextField
          name="days"
          label="Days"
          hint="A whole number from 1 to 90."
          inputMode="numeric"
          autoComplete="off"
        />
      ) : null}
    </>
  );
}

export function DeliveryField() {
  return (
    <RadioCardsField
      name="delivery"
      label="How it reaches the machine"
      columns={2}
      cards={[
        {
          value: "shown",
          label: "Show it to me once",
          description: "You copy it and put it in place yourself.",
        },
        {
          value: "link",
          label: "A link for somebody else",
          description: "It opens once, within 10 minutes. You never see the token.",
        },
      ]}
    />
  );
}

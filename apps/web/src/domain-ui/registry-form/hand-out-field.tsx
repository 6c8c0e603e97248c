import type { HandOut } from "@berth/registry-catalog";
import { RadioCardsField } from "#src/forms/fields.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";

/** Whether workers may receive the stored secret where there is no short-lived token, with what follows from either answer. */
export function HandOutField({ handOut }: { handOut: HandOut }) {
  const { storedConsequence, carrier, what } = handOut;
  if (storedConsequence === null) return null;
  const always = carrier === "stored-secret";
  return (
    <RadioCardsField
      name="handOut"
      label="May workers receive the stored secret where there is no short-lived token?"
      hint={
        <MarkedText>
          {always
            ? `Workers of this registry would need ${what}.`
            : `Usually they get ${what}. Some clients and registries can't use that.`}
        </MarkedText>
      }
      cards={[
        {
          value: "no",
          label: "No, it never leaves Berth",
          description: always
            ? "Pulls through this registry are refused, because it gives out no short-lived token."
            : "Where no short-lived token can be had, the pull is refused and the reason shown.",
        },
        {
          value: "yes",
          label: "Yes, where there is no short-lived token",
          description: <MarkedText>{storedConsequence}</MarkedText>,
        },
      ]}
    />
  );
}

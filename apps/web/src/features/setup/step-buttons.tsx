import { Button } from "#src/ui/button.tsx";
import type { StepProps } from "./setup-answers.ts";

/** The ways out of a step beside its main button: back, as the browser's own Back does, and out. */
export function StepButtons({ onBack, onExit }: Pick<StepProps, "onBack" | "onExit">) {
  return (
    <>
      <Button variant="quiet" onClick={onBack}>
        Back
      </Button>
      {onExit === null ? null : (
        <Button variant="quiet" onClick={onExit}>
          Save draft and exit
        </Button>
      )}
    </>
  );
}

import { Button } from "#src/ui/button.tsx";

/** The way to the step before; the browser's own Back does the same. */
export function StepBack({ onBack }: { onBack: () => void }) {
  return (
    <Button variant="quiet" onClick={onBack}>
      Back
    </Button>
  );
}

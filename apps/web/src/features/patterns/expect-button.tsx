import { parseImage } from "@berth/image-pattern";
import { describeError } from "#src/api/errors.ts";
import { Button } from "#src/ui/button.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Expectations } from "./use-expectations.ts";

/** "Always expect this", for an image that uses the registry now. */
export function ExpectButton({
  expectations: { query, add },
  image,
}: {
  expectations: Expectations;
  image: string;
}) {
  const parsed = parseImage(image);
  const canonical = parsed.ok ? parsed.image.canonical : image;
  if (query.data?.some((expectation) => expectation.image === canonical)) {
    return <StatusBadge shape="check-circle" tone="neutral" word="Expected here" />;
  }
  const mine = add.variables === canonical;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {mine && add.error ? (
        <span role="alert" className="text-table text-danger">
          {describeError(add.error).message}
        </span>
      ) : null}
      <Button
        size="small"
        variant="quiet"
        busy={mine && add.isPending && "Adding…"}
        onClick={() => add.mutate(canonical)}
      >
        Always expect this
      </Button>
    </span>
  );
}

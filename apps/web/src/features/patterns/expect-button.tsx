import { parseImage } from "@berth/image-pattern";
import { useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { describeError } from "#src/api/errors.ts";
import { expectationsQuery } from "#src/api/patterns.ts";
import { Button } from "#src/ui/button.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { useAddExpectation } from "./use-expectations.ts";

/** "Always expect this", for an image that uses the registry now. */
export const ExpectButton = memo(function ExpectButton({
  org,
  registryId,
  image,
}: {
  org: string;
  registryId: string;
  image: string;
}) {
  const { data } = useQuery(expectationsQuery(org, registryId));
  const add = useAddExpectation(org, registryId);
  const parsed = parseImage(image);
  const canonical = parsed.ok ? parsed.image.canonical : image;
  if (data?.some((expectation) => expectation.image === canonical)) {
    return <StatusBadge shape="check-circle" tone="neutral" word="Expected here" />;
  }
  return (
    <span className="flex flex-wrap items-center gap-2">
      {add.error ? (
        <span role="alert" className="text-table text-danger">
          {describeError(add.error).message}
        </span>
      ) : null}
      <Button
        size="small"
        variant="quiet"
        busy={add.isPending && "Adding…"}
        onClick={() => add.mutate(canonical)}
      >
        Always expect this
      </Button>
    </span>
  );
});

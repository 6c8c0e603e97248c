import type { RegistryView } from "@berth/api-contract";
import { lazy, memo, Suspense } from "react";
import { SkeletonText } from "#src/ui/skeleton.tsx";

// It brings the whole catalog, which the tester can do without at first.
const WaysToPullSection = lazy(async () => ({
  default: (await import("./ways-to-pull-section.tsx")).WaysToPullSection,
}));

/** Of the saved patterns, so that a key in the editor beside it costs nothing here. */
export const WaysToPull = memo(function WaysToPull(props: {
  org: string;
  registry: RegistryView;
  editable?: boolean;
}) {
  return (
    <Suspense fallback={<SkeletonText lines={4} />}>
      <WaysToPullSection {...props} />
    </Suspense>
  );
});

import { useDelayed } from "#src/lib/use-delayed.ts";
import { useNavigationPending } from "#src/router/guarded-router.tsx";

/** A line under the top bar while the next page's code is on its way for longer than a moment. */
export function NavigationProgress() {
  const shown = useDelayed(useNavigationPending());
  return (
    <output className="block fixed inset-x-0 top-0 z-40 h-0.5" data-print="hide">
      {shown ? (
        <>
          <span className="sr-only">Loading the page</span>
          <span className="block h-full w-full bg-accent forced-color-adjust-none" />
        </>
      ) : null}
    </output>
  );
}

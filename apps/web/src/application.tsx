import { CSPProvider } from "@base-ui/react/csp-provider";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { useLocation, useRoutes } from "react-router";
import { GuardedRouter } from "#src/router/guarded-router.tsx";
import { routes } from "#src/routes.tsx";
import { ErrorBoundary } from "#src/shell/error-boundary.tsx";
import { useFocusHeading } from "#src/shell/focus-heading.ts";
import { NavigationProgress } from "#src/shell/navigation-progress.tsx";
import { LiveRegion } from "#src/ui/live-region.tsx";

/** Everything that stands around the pages. */
export function Application({ queryClient }: { queryClient: QueryClient }) {
  return (
    // The content security policy allows no style element; the components then rely on our class names alone.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <GuardedRouter>
          <NavigationProgress />
          <LiveRegion />
          <Pages />
        </GuardedRouter>
      </QueryClientProvider>
    </CSPProvider>
  );
}

function Pages() {
  useFocusHeading();
  const { pathname } = useLocation();
  return (
    <ErrorBoundary resetKey={pathname}>
      <Suspense>{useRoutes(routes)}</Suspense>
    </ErrorBoundary>
  );
}

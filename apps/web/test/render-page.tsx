import type { Role, Session } from "@berth/api-contract";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { Route, Routes } from "react-router";
import { createQueryClient } from "#src/api/query-client.ts";
import { clearSessionEnd } from "#src/api/session-end.ts";
import { sessionQuery } from "#src/api/session.ts";
import { GuardedRouter } from "#src/router/guarded-router.tsx";
import { LiveRegion } from "#src/ui/live-region.tsx";

export const aino = { id: "usr_aino", name: "Aino" };

/** Shows a page at an address, to somebody with a role in the organization `acme`. */
export function renderPage(
  page: ReactNode,
  {
    address,
    route,
    role = "admin",
  }: { address: string; route: string | readonly string[]; role?: Role },
): { queryClient: QueryClient } {
  window.history.replaceState(null, "", address);
  clearSessionEnd();
  const queryClient = createQueryClient();
  queryClient.setQueryData(sessionQuery.queryKey, sessionOf(role));
  render(
    <QueryClientProvider client={queryClient}>
      <GuardedRouter>
        <Routes>
          {[route].flat().map((path) => (
            <Route key={path} path={path} element={page} />
          ))}
          <Route path="*" element={<p>Another page</p>} />
        </Routes>
      </GuardedRouter>
      <LiveRegion />
    </QueryClientProvider>,
  );
  return { queryClient };
}

function sessionOf(role: Role): Session {
  return {
    user: { ...aino, email: "aino@example.com", hasPassword: true },
    organizations: [
      {
        id: "org_acme",
        slug: "acme",
        name: "Acme",
        role,
        secondFactor: "not-asked",
        visit: null,
        visitors: [],
      },
    ],
    isSupportStaff: false,
    mayCreateOrganization: true,
    at: "2026-01-01T00:00:00.000Z",
    idleEndsAt: "2026-01-01T12:00:00.000Z",
    endsAt: "2026-01-08T00:00:00.000Z",
  };
}

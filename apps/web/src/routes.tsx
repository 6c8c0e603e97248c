import { everyone, investigators, type Role } from "@berth/api-contract";
import { type ReactNode, Suspense } from "react";
import { Outlet, type RouteObject, useLocation } from "react-router";
import { lazyComponent } from "#src/lib/lazy-component.ts";
import { EntryLayout } from "#src/shell/entry-layout.tsx";
import { ErrorBoundary } from "#src/shell/error-boundary.tsx";
import { NotFoundPage } from "#src/shell/not-found-page.tsx";
import { OrganizationLayout } from "#src/shell/organization-layout.tsx";
import { RequireRole } from "#src/shell/require-role.tsx";

const RootPage = lazyComponent(() => import("./features/session/root-page.tsx"), "RootPage");
const LoginPage = lazyComponent(() => import("./features/session/login-page.tsx"), "LoginPage");

/** The only route table. Every page is a chunk of its own; addresses are built by `paths.ts`. */
export const routes: RouteObject[] = [
  {
    element: <EntryFrame />,
    children: [
      { index: true, element: <RootPage /> },
      { path: "login", element: <LoginPage /> },
    ],
  },
  {
    path: "o/:org",
    element: <OrganizationLayout />,
    children: [{ path: "*", element: <NotFoundPage /> }],
  },
  {
    element: <EntryFrame />,
    children: [{ path: "*", element: <NotFoundPage /> }],
  },
];

function EntryFrame() {
  const { pathname } = useLocation();
  return (
    <EntryLayout>
      <ErrorBoundary resetKey={pathname}>
        <Suspense>
          <Outlet />
        </Suspense>
      </ErrorBoundary>
    </EntryLayout>
  );
}

/** A page that only some roles can open; `area` says what it is about. */
export function guarded(roles: readonly Role[], area: string, page: ReactNode): ReactNode {
  return (
    <RequireRole roles={roles} area={area}>
      {page}
    </RequireRole>
  );
}

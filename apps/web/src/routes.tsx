import { everyone, investigators, managers, type Role } from "@berth/api-contract";
import { Suspense } from "react";
import { matchRoutes, Outlet, type RouteObject, useLocation } from "react-router";
import { type LazyComponent, lazyComponent } from "#src/lib/lazy-component.ts";
import { EntryLayout } from "#src/shell/entry-layout.tsx";
import { ErrorBoundary } from "#src/shell/error-boundary.tsx";
import { NotFoundPage } from "#src/shell/not-found-page.tsx";

type Page = LazyComponent<object>;

const OrganizationLayout = lazyComponent(
  () => import("./shell/organization-layout.tsx"),
  "OrganizationLayout",
);
const RequireRole = lazyComponent(() => import("./shell/require-role.tsx"), "RequireRole");

const RootPage = lazyComponent(() => import("./features/session/root-page.tsx"), "RootPage");
const LoginPage = lazyComponent(() => import("./features/session/login-page.tsx"), "LoginPage");
const SignInCallbackPage = lazyComponent(
  () => import("./features/session/sign-in-callback-page.tsx"),
  "SignInCallbackPage",
);
const FirstRunPage = lazyComponent(
  () => import("./features/session/first-run-page.tsx"),
  "FirstRunPage",
);
const InvitePage = lazyComponent(() => import("./features/session/invite-page.tsx"), "InvitePage");
const ForgotPage = lazyComponent(() => import("./features/session/forgot-page.tsx"), "ForgotPage");
const ResetPage = lazyComponent(() => import("./features/session/reset-page.tsx"), "ResetPage");
const RegistryListPage = lazyComponent(
  () => import("./features/registries/registry-list-page.tsx"),
  "RegistryListPage",
);
const SetupPage = lazyComponent(() => import("./features/setup/setup-page.tsx"), "SetupPage");
const ImportPage = lazyComponent(
  () => import("./features/setup/import/import-page.tsx"),
  "ImportPage",
);
const RegistryPage = lazyComponent(
  () => import("./features/registry/registry-page.tsx"),
  "RegistryPage",
);
const OverviewTab = lazyComponent(
  () => import("./features/registry/overview-tab.tsx"),
  "OverviewTab",
);
const CredentialTab = lazyComponent(
  () => import("./features/registry/credential-tab.tsx"),
  "CredentialTab",
);
const ChecksTab = lazyComponent(() => import("./features/registry/checks-tab.tsx"), "ChecksTab");
const HistoryTab = lazyComponent(() => import("./features/registry/history-tab.tsx"), "HistoryTab");
const CheckPage = lazyComponent(() => import("./features/checks/check-page.tsx"), "CheckPage");
const RegistryPatternsPage = lazyComponent(
  () => import("./features/patterns/registry-patterns-page.tsx"),
  "RegistryPatternsPage",
);
const RegistryPullsPage = lazyComponent(
  () => import("./features/pulls/registry-pulls-page.tsx"),
  "RegistryPullsPage",
);
const ExplainPage = lazyComponent(
  () => import("./features/explain/explain-page.tsx"),
  "ExplainPage",
);
const ExplainFilePage = lazyComponent(
  () => import("./features/explain/file/explain-file-page.tsx"),
  "ExplainFilePage",
);
const ReportPage = lazyComponent(
  () => import("./features/explain/reports/report-page.tsx"),
  "ReportPage",
);
const ExpiryPage = lazyComponent(() => import("./features/expiry/expiry-page.tsx"), "ExpiryPage");
const PullListPage = lazyComponent(
  () => import("./features/pulls/pull-list-page.tsx"),
  "PullListPage",
);
const PullPage = lazyComponent(() => import("./features/pulls/pull-page.tsx"), "PullPage");
const AuditListPage = lazyComponent(
  () => import("./features/audit/audit-list-page.tsx"),
  "AuditListPage",
);
const AuditEventPage = lazyComponent(
  () => import("./features/audit/audit-event-page.tsx"),
  "AuditEventPage",
);
const AlertsPage = lazyComponent(() => import("./features/alerts/alerts-page.tsx"), "AlertsPage");
const ImageMappingPage = lazyComponent(
  () => import("./features/image-mappings/image-mapping-page.tsx"),
  "ImageMappingPage",
);
const PullSettingsPage = lazyComponent(
  () => import("./features/pulls/pull-settings-page.tsx"),
  "PullSettingsPage",
);
const OrganizationPage = lazyComponent(
  () => import("./features/organization/organization-page.tsx"),
  "OrganizationPage",
);
const SecurityPage = lazyComponent(
  () => import("./features/security/security-page.tsx"),
  "SecurityPage",
);
const NetworkPage = lazyComponent(
  () => import("./features/network/network-page.tsx"),
  "NetworkPage",
);
const AboutPage = lazyComponent(() => import("./features/about/about-page.tsx"), "AboutPage");
const ProjectListPage = lazyComponent(
  () => import("./features/projects/project-list-page.tsx"),
  "ProjectListPage",
);
const TokenListPage = lazyComponent(
  () => import("./features/worker-tokens/token-list-page.tsx"),
  "TokenListPage",
);
const TokenNewPage = lazyComponent(
  () => import("./features/worker-tokens/token-new-page.tsx"),
  "TokenNewPage",
);
const ApiReferencePage = lazyComponent(
  () => import("./features/api-reference/api-reference-page.tsx"),
  "ApiReferencePage",
);
const ApiTokenListPage = lazyComponent(
  () => import("./features/api-tokens/api-token-list-page.tsx"),
  "ApiTokenListPage",
);
const ApiTokenNewPage = lazyComponent(
  () => import("./features/api-tokens/api-token-new-page.tsx"),
  "ApiTokenNewPage",
);
const TokenLinkPage = lazyComponent(
  () => import("./features/worker-tokens/token-link-page.tsx"),
  "TokenLinkPage",
);
const MemberListPage = lazyComponent(
  () => import("./features/members/member-list-page.tsx"),
  "MemberListPage",
);
const AccountPage = lazyComponent(
  () => import("./features/account/account-page.tsx"),
  "AccountPage",
);

const SupportPage = lazyComponent(
  () => import("./features/support-staff/support-page.tsx"),
  "SupportPage",
);

/** The only route table. Every page is a chunk of its own; addresses are built by `paths.ts`. */
export const routes: RouteObject[] = [
  {
    element: <EntryFrame />,
    children: [
      page("/", RootPage),
      page("login", LoginPage),
      page("sign-in/callback", SignInCallbackPage),
      page("first-run", FirstRunPage),
      page("invite", InvitePage),
      page("forgot", ForgotPage),
      page("reset", ResetPage),
      page("worker-token", TokenLinkPage),
    ],
  },
  {
    path: "o/:org",
    element: <OrganizationLayout />,
    handle: OrganizationLayout,
    children: [
      page("registries", RegistryListPage),
      page("registries/new", SetupPage, managers, "registry setup"),
      page("registries/import", ImportPage, managers, "registry setup"),
      page("registries/drafts/:draft", SetupPage, managers, "registry setup"),
      {
        path: "registries/:id",
        element: <RegistryPage />,
        handle: RegistryPage,
        children: [
          { index: true, element: <OverviewTab />, handle: OverviewTab },
          page("patterns", RegistryPatternsPage),
          page("pulls", RegistryPullsPage),
          page("credential", CredentialTab, investigators, "registry credentials"),
          page("checks", ChecksTab, investigators, "checks"),
          page("history", HistoryTab, investigators, "a registry's history"),
        ],
      },
      page("registries/:id/checks/:check", CheckPage, investigators, "checks"),
      page("explain", ExplainPage),
      page("explain/file", ExplainFilePage),
      page("explain/reports/:report", ReportPage),
      page("pulls", PullListPage),
      page("pulls/:id", PullPage),
      page("audit", AuditListPage, investigators, "the audit log"),
      page("audit/:event", AuditEventPage, investigators, "the audit log"),
      page("expiry", ExpiryPage, investigators, "expiry dates"),
      page("settings/organization", OrganizationPage, managers, "settings"),
      page("settings/alerts", AlertsPage, managers, "settings"),
      page("settings/caches", ImageMappingPage, managers, "settings"),
      page("settings/pulls", PullSettingsPage, managers, "settings"),
      page("settings/security", SecurityPage, managers, "settings"),
      page("settings/network", NetworkPage, managers, "settings"),
      page("settings/about", AboutPage, managers, "settings"),
      page("projects", ProjectListPage),
      page("tokens", TokenListPage, investigators, "worker tokens"),
      page("tokens/new", TokenNewPage, managers, "worker tokens"),
      page("api-reference", ApiReferencePage),
      page("tokens/api", ApiTokenListPage, investigators, "API tokens"),
      page("tokens/api/new", ApiTokenNewPage, managers, "API tokens"),
      page("members", MemberListPage, everyone, "members"),
      { path: "*", element: <NotFoundPage /> },
    ],
  },
  {
    element: <OrganizationLayout />,
    handle: OrganizationLayout,
    children: [page("me", AccountPage), page("support-staff", SupportPage)],
  },
  { element: <EntryFrame />, children: [{ path: "*", element: <NotFoundPage /> }] },
];

/** Fetches the frame and the page of an address side by side, instead of one after the other. */
export function preloadRoute(pathname: string): void {
  for (const { route } of matchRoutes(routes, pathname) ?? []) {
    for (const part of [route.handle ?? []].flat() as Pick<Page, "preload">[]) part.preload();
  }
}

/**
 * A page; with `roles` only for those, and `area` says to the others what it is about. The guard's code is fetched ahead
 * as well: what suspends inside a page that has just appeared is held back for 300 ms.
 */
function page(path: string, Content: Page, roles?: readonly Role[], area = ""): RouteObject {
  const content = <Content />;
  return {
    path,
    handle: roles ? [RequireRole, Content] : Content,
    element: roles ? (
      <RequireRole roles={roles} area={area}>
        {content}
      </RequireRole>
    ) : (
      content
    ),
  };
}

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

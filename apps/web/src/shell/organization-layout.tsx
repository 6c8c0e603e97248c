import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { Navigate, Outlet, useLocation, useParams } from "react-router";
import { isApiError } from "#src/api/errors.ts";
import { useConfirmationAsked } from "#src/api/confirmation.ts";
import { useSessionEnded } from "#src/api/session-end.ts";
import { type OrganizationMembership, organizationAt, sessionQuery } from "#src/api/session.ts";
import { onPaletteAsked } from "#src/lib/palette-asked.ts";
import { samePage } from "#src/lib/same-page.ts";
import { paths } from "#src/paths.ts";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { EntryLayout } from "./entry-layout.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { InSlices } from "./in-slices.tsx";
import { LeftRail } from "./left-rail.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { useRecentPages } from "./recent-pages.ts";
import { useSessionWarning } from "./use-session-warning.ts";
import { ShellKeys } from "./shell-keys.tsx";
import { SkipLink } from "./skip-link.tsx";
import { TopBar } from "./top-bar.tsx";

const NavigationDrawer = lazy(async () => ({
  default: (await import("./navigation-drawer.tsx")).NavigationDrawer,
}));
const Palette = lazy(async () => ({ default: (await import("./palette/palette.tsx")).Palette }));
const ShortcutSheet = lazy(async () => ({
  default: (await import("./shortcut-sheet.tsx")).ShortcutSheet,
}));
const SessionEndedDialog = lazy(async () => ({
  default: (await import("./session-ended-dialog.tsx")).SessionEndedDialog,
}));
const SessionWarningDialog = lazy(async () => ({
  default: (await import("./session-warning-dialog.tsx")).SessionWarningDialog,
}));
const SecondFactorNeededPage = lazy(async () => ({
  default: (await import("./second-factor-needed-page.tsx")).SecondFactorNeededPage,
}));
const ConfirmDialog = lazy(async () => ({
  default: (await import("./confirm-dialog.tsx")).ConfirmDialog,
}));

const SupportBanner = lazy(async () => ({
  default: (await import("./support-banner.tsx")).SupportBanner,
}));

const railedLook = "lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] print:block";

function hasVisit({ visit, visitors }: OrganizationMembership): boolean {
  return visit !== null || visitors.length > 0;
}

/** The frame of every page behind the sign-in: makes sure that somebody is signed in and belongs there. */
export function OrganizationLayout() {
  const { org } = useParams();
  const location = useLocation();
  const session = useQuery(sessionQuery);
  const sessionEnded = useSessionEnded();
  const warning = useSessionWarning(session);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const confirmation = useConfirmationAsked();
  const [drawer, setDrawer] = useState<"never" | "open" | "closed">("never");
  const [palette, setPalette] = useState<"never" | "open" | "closed">("never");
  const [sheet, setSheet] = useState<"never" | "open" | "closed">("never");
  // The codes that are shown once must not go away under the reader's eyes when the session learns of the factor.
  const [settingUp, setSettingUp] = useState(false);
  const openPalette = useCallback(() => setPalette("open"), []);
  useEffect(() => onPaletteAsked(openPalette), [openPalette]);
  useRecentPages();

  if (!session.data) {
    if (isApiError(session.error, "session_required")) {
      const target = location.pathname + location.search + location.hash;
      return <Navigate to={paths.login({ return: target })} replace />;
    }
    // Any other failure goes to the error page of the whole application.
    if (session.error) throw session.error;
    return (
      <EntryLayout>
        <LoadingRegion loading label="Loading your organization" skeleton={<SkeletonText />}>
          {null}
        </LoadingRegion>
      </EntryLayout>
    );
  }

  // The person's own pages belong to no organization; the first one keeps the navigation around them.
  const organization =
    (org === undefined ? session.data.organizations[0] : organizationAt(session.data, org)) ?? null;
  if (!organization && org !== undefined) {
    return (
      <EntryLayout>
        <NotFoundPage framed={false} />
      </EntryLayout>
    );
  }

  return (
    <>
      {organization && org !== undefined && organization.slug !== org ? (
        // Renamed while the page is open: it goes on under the new address.
        <Navigate
          to={
            location.pathname.replace(`/o/${org}`, `/o/${organization.slug}`) +
            location.search +
            location.hash
          }
          state={samePage}
          replace
        />
      ) : null}
      <SkipLink />
      <TopBar
        session={session.data}
        organization={organization}
        onOpenDrawer={() => setDrawer("open")}
        onOpenPalette={openPalette}
        onOpenSheet={() => setSheet("open")}
      />
      {organization ? (
        <ShellKeys
          organization={organization}
          onOpenPalette={openPalette}
          onOpenSheet={() => setSheet("open")}
        />
      ) : null}
      <div className={organization ? railedLook : "mx-auto max-w-5xl"}>
        {organization ? (
          <div
            data-print="hide"
            className="sticky top-(--top-bar-height) h-[calc(100dvh-var(--top-bar-height))] overflow-y-auto border-e border-divider bg-subtle max-lg:hidden"
          >
            <LeftRail organization={organization} />
          </div>
        ) : null}
        <main id="main" tabIndex={-1} className="min-w-0 px-4 py-6 md:px-6">
          {organization && org !== undefined && hasVisit(organization) ? (
            <Suspense>
              <SupportBanner organization={organization} />
            </Suspense>
          ) : null}
          <ErrorBoundary resetKey={location.pathname}>
            <Suspense
              fallback={
                <LoadingRegion loading label="Loading the page" skeleton={<SkeletonText />}>
                  {null}
                </LoadingRegion>
              }
            >
              {organization &&
              org !== undefined &&
              (settingUp || organization.secondFactor === "missing") ? (
                <SecondFactorNeededPage organization={organization} onBusy={setSettingUp} />
              ) : (
                <InSlices>
                  <Outlet />
                </InSlices>
              )}
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Suspense>
        {drawer === "never" || !organization ? null : (
          <NavigationDrawer
            organization={organization}
            open={drawer === "open"}
            onOpenChange={(open) => setDrawer(open ? "open" : "closed")}
          />
        )}
        {palette === "never" || !organization ? null : (
          <Palette
            organization={organization}
            open={palette === "open"}
            onOpenChange={(open) => setPalette(open ? "open" : "closed")}
          />
        )}
        {sheet === "never" ? null : (
          <ShortcutSheet
            open={sheet === "open"}
            onOpenChange={(open) => setSheet(open ? "open" : "closed")}
          />
        )}
        {confirmation && !sessionEnded ? (
          <ConfirmDialog user={session.data.user} onSettle={confirmation} />
        ) : null}
        {warning && !sessionEnded && !(warning.cause === "age" && dismissed !== null) ? (
          <SessionWarningDialog warning={warning} onDismiss={() => setDismissed(warning.endsAt)} />
        ) : null}
        {sessionEnded ? <SessionEndedDialog user={session.data.user} /> : null}
      </Suspense>
    </>
  );
}

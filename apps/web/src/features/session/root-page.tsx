import { useQuery } from "@tanstack/react-query";
import { Navigate } from "react-router";
import { isApiError } from "#src/api/errors.ts";
import { sessionQuery, setupQuery } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { PageMessage } from "#src/shell/page-message.tsx";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";

/** `/`: leads to where the person belongs. */
export function RootPage() {
  const session = useQuery(sessionQuery);
  const signedOut = isApiError(session.error, "session_required");
  const setup = useQuery({ ...setupQuery, enabled: signedOut });

  if (session.data) {
    const first = session.data.organizations[0];
    if (!first && session.data.isSupportStaff)
      return <Navigate to={paths.supportStaff()} replace />;
    if (first) return <Navigate to={paths.registries(first.slug)} replace />;
    return (
      <PageMessage title="You are in no organization yet">
        <p>
          You are signed in as {session.data.user.email}. Ask an admin of your organization to add
          this address.
        </p>
      </PageMessage>
    );
  }
  if (signedOut && setup.data) {
    return <Navigate to={setup.data.required ? paths.firstRun() : paths.login()} replace />;
  }
  if (session.error && !signedOut) throw session.error;
  if (setup.error) throw setup.error;
  return (
    <LoadingRegion loading label="Loading Berth" skeleton={<SkeletonText />}>
      {null}
    </LoadingRegion>
  );
}

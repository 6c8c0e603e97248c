import type { Session } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { clearSessionEnd } from "#src/api/session-end.ts";
import { sessionQuery } from "#src/api/session.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { safeReturnPath } from "#src/lib/return-path.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SingleSignOn } from "./single-sign-on.tsx";

export function LoginPage() {
  useDocumentTitle("Sign in");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [search] = useSearch();
  const setup = useQuery({
    queryKey: ["setup"],
    queryFn: ({ signal }) => call("GET /setup", { signal }),
  });

  const enter = (session: Session) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    clearSessionEnd();
    void navigate(safeReturnPath(search.get("return")) ?? paths.root(), { replace: true });
  };

  return (
    <>
      <PageHeader title="Sign in" />
      {setup.data?.required ? (
        <p>
          This console has no owner yet. Open the setup link that the server printed when it
          started; it creates the first account.
        </p>
      ) : (
        <>
          <SingleSignOn returnTo={safeReturnPath(search.get("return"))} />
          <SignInForm
            onSignedIn={enter}
            below={
              <p className="pt-2">
                <Link to={paths.forgot()} className="link">
                  Forgot your password?
                </Link>
              </p>
            }
          />
        </>
      )}
    </>
  );
}

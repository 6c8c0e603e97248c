import { useQuery } from "@tanstack/react-query";
import { describeError, isApiError } from "#src/api/errors.ts";
import { sessionQuery } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { PageMessage } from "#src/shell/page-message.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";

/** What became of an answer of the identity provider that signed nobody in. Who was signed in before still is. */
export function NotSignedIn({ error }: { error: unknown }) {
  const session = useQuery({ ...sessionQuery, retry: false });
  if (session.isPending) {
    return (
      <LoadingRegion loading label="Signing in" skeleton={<SkeletonText />}>
        {null}
      </LoadingRegion>
    );
  }
  const signedInAs = session.data?.user.email;
  return (
    <PageMessage
      title={signedInAs === undefined ? "You are not signed in" : "You are signed in already"}
      actions={
        signedInAs === undefined ? (
          <Link to={paths.login()} className={buttonStyles("primary")}>
            Back to sign-in
          </Link>
        ) : (
          <Link to={paths.root()} className={buttonStyles("primary")}>
            Go to the start page
          </Link>
        )
      }
    >
      {isApiError(error, "not_found") ? (
        <NoSingleSignOn signedIn={signedInAs !== undefined} />
      ) : (
        <p>{describeError(error).message}</p>
      )}
      {signedInAs === undefined ? null : <p>You are still signed in as {signedInAs}.</p>}
    </PageMessage>
  );
}

function NoSingleSignOn({ signedIn }: { signedIn: boolean }) {
  return (
    <>
      <p>
        This address takes what an identity provider sends back after a sign-in, and this Berth
        server works with none. The address is probably an old one or belongs to another server, or
        single sign-on was turned off since.
      </p>
      {signedIn ? null : (
        <p>
          Sign in with your e-mail address and password. If you have no password here, ask whoever
          runs Berth.
        </p>
      )}
    </>
  );
}

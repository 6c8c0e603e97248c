import type { InvitationOffer, Session } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { clearSessionEnd } from "#src/api/session-end.ts";
import { roleWords, sessionQuery } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { takeLinkToken } from "#src/lib/link-token.ts";
import { paths } from "#src/paths.ts";
import { PageMessage } from "#src/shell/page-message.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { InvitedAccount } from "./invited-account.tsx";
import { InvitedNewcomer } from "./invited-newcomer.tsx";

/** The link of an invitation leads here. */
export function InvitePage() {
  const [token] = useState(takeLinkToken);
  const query = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => call("POST /invitations/look", { body: { token }, signal }),
    enabled: token !== "",
    staleTime: Infinity,
  });
  if (token === "" || isApiError(query.error, "invitation_invalid")) {
    return (
      <PageMessage title="This invitation can't be used">
        <p>
          {token === ""
            ? "The link is not complete. Open it once more from where you got it, whole and in one piece."
            : describeError(query.error).message}
        </p>
      </PageMessage>
    );
  }
  return <Offered token={token} query={query} />;
}

function Offered({
  token,
  query,
}: {
  token: string;
  query: Parameters<typeof DataRegion<InvitationOffer>>[0]["query"];
}) {
  const title = query.data ? `Join ${query.data.organization.name}` : "Invitation";
  useDocumentTitle(title);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const enter = (session: Session) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    clearSessionEnd();
    const slug = query.data?.organization.slug;
    void navigate(slug ? paths.registries(slug) : paths.root(), { replace: true });
  };
  return (
    <>
      <PageHeader title={title} />
      <DataRegion query={query} what="the invitation" skeleton={<SkeletonText />}>
        {(offer) => (
          <div className="space-y-5">
            <p>
              {offer.invitedBy ?? "Somebody"} invited <strong>{offer.email}</strong> to{" "}
              {offer.organization.name} as {roleWords[offer.role]}. The link works once and expires{" "}
              <RelativeTime at={offer.expiresAt} />.
            </p>
            {offer.hasAccount ? (
              <InvitedAccount token={token} offer={offer} onJoined={enter} />
            ) : (
              <InvitedNewcomer token={token} offer={offer} onJoined={enter} />
            )}
          </div>
        )}
      </DataRegion>
    </>
  );
}

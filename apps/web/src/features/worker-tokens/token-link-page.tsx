import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { takeLinkToken } from "#src/lib/link-token.ts";
import { PageMessage } from "#src/shell/page-message.tsx";
import { Button } from "#src/ui/button.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { TokenOnce } from "#src/domain-ui/token-once.tsx";
import { workerSnippets, workerUseTitle } from "./worker-snippets.ts";

/** The link of a worker token leads here. Opening is a deed of its own: a preview of the link uses nothing up. */
export function TokenLinkPage() {
  const [code] = useState(() => takeLinkToken("code"));
  const open = useMutation({
    mutationFn: () => call("POST /worker-token-links/open", { body: { code } }),
    // The answer is the token.
    gcTime: 0,
  });
  useDocumentTitle(open.data ? `Worker token '${open.data.name}'` : "Worker token");
  if (code === "") {
    return (
      <PageMessage title="This link can't be used">
        <p>
          The link is not complete. Open it once more from where you got it, whole and in one piece.
        </p>
      </PageMessage>
    );
  }
  if (open.error) {
    return (
      <PageMessage title="This link can't be used">
        <p>{describeError(open.error).message}</p>
      </PageMessage>
    );
  }
  if (!open.data) {
    return (
      <>
        <PageHeader title="A worker token for you" />
        <div className="space-y-4">
          <p>
            The token is shown once, and this link works once. Open it on the machine where you will
            store it.
          </p>
          <Button
            variant="primary"
            busy={open.isPending && "Opening…"}
            onClick={() => open.mutate()}
          >
            Show the token
          </Button>
        </div>
      </>
    );
  }
  const { token, name, organization, expiresAt } = open.data;
  return (
    <>
      <PageHeader title={`Worker token '${name}'`} lead={`Of ${organization.name}.`} />
      <TokenOnce
        token={token}
        expiresAt={expiresAt}
        uses={{ title: workerUseTitle, snippets: workerSnippets(token) }}
        onDone={null}
      />
    </>
  );
}

import type { WorkerTokenCreated } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { registriesQuery } from "#src/api/registries.ts";
import { focusHeading } from "#src/lib/focus-heading.ts";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { TokenOnce } from "#src/domain-ui/token-once.tsx";
import { workerSnippets, workerUseTitle } from "./worker-snippets.ts";

/** What comes of making a token: the token itself, or a link through which somebody else fetches it. */
export function TokenHandOver({
  org,
  created,
  onDone,
}: {
  org: string;
  created: WorkerTokenCreated;
  /** In place of the way to the list, where that is the page already. */
  onDone?: (() => void) | undefined;
}) {
  const { token, link, workerToken } = created;
  const navigate = useNavigate();
  const registries = useQuery(registriesQuery(org)).data ?? [];
  const image = registries.find(({ testImage }) => testImage !== null)?.testImage ?? undefined;
  // The form that had the focus is gone.
  useEffect(() => {
    if (onDone === undefined) focusHeading();
  }, [onDone]);
  const done = onDone ?? (() => void navigate(paths.tokens(org)));
  if (token !== null) {
    const projectNeeded = workerToken.project.kind === "any";
    return (
      <TokenOnce
        token={token}
        expiresAt={workerToken.expiresAt}
        uses={{ title: workerUseTitle, snippets: workerSnippets(token, { projectNeeded, image }) }}
        onDone={done}
      />
    );
  }
  return (
    <div className="max-w-3xl space-y-6">
      {link === null ? null : (
        <>
          <Notice tone="warning" title="Pass this link on now">
            It opens once and expires <RelativeTime at={link.expiresAt} />. Whoever opens it gets
            the token; if somebody opens it again, the token list and the audit log say so.
          </Notice>
          <CopyBlock
            wrap
            title="Link"
            what="link"
            parts={[{ text: `${window.location.origin}${link.path}` }]}
          />
        </>
      )}
      <Button variant="primary" onClick={done}>
        Done
      </Button>
    </div>
  );
}

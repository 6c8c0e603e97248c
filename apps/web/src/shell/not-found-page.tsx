import { useParams } from "react-router";
import { askForPalette } from "#src/lib/palette-asked.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { searchGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { PageMessage } from "./page-message.tsx";

/**
 * Nothing stands here, or nothing that this person may know of: both look the same. `framed` says whether an
 * organization's frame with its search stands around it.
 */
export function NotFoundPage({ framed }: { framed?: boolean | undefined }) {
  const { org } = useParams();
  return (
    <PageMessage
      title="We can't find that page"
      actions={
        <>
          <Link to={paths.root()} className={buttonStyles("primary")}>
            Go to the start page
          </Link>
          {(framed ?? org !== undefined) ? (
            <Button onClick={askForPalette}>
              <Icon glyph={searchGlyph} />
              Search
            </Button>
          ) : null}
        </>
      }
    >
      <p>
        The address may be mistyped, or what stood here was deleted. It may also belong to an
        organization that you are not a member of.
      </p>
    </PageMessage>
  );
}

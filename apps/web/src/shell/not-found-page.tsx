import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { PageMessage } from "./page-message.tsx";

/** Nothing stands here, or nothing that this person may know of: both look the same. */
export function NotFoundPage() {
  return (
    <PageMessage
      title="We can't find that page"
      actions={
        <Link to={paths.root()} className={buttonStyles("primary")}>
          Go to the start page
        </Link>
      }
    >
      <p>
        The address may be mistyped, or what stood here was deleted. It may also belong to an
        organization that you are not a member of.
      </p>
    </PageMessage>
  );
}

import { menuGlyph } from "#src/ui/glyphs.ts";
import type { Session } from "@berth/api-contract";
import type { OrganizationMembership } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { IconButton } from "#src/ui/icon-button.tsx";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { UserMenu } from "./user-menu.tsx";
import { Wordmark } from "./wordmark.tsx";

/** The bar over every page of an organization. */
export function TopBar({
  session,
  organization,
  onOpenDrawer,
}: {
  session: Session;
  organization: OrganizationMembership;
  onOpenDrawer: () => void;
}) {
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-20 flex h-(--top-bar-height) items-center gap-2 border-b border-divider bg-canvas px-2 md:px-4"
    >
      <IconButton
        glyph={menuGlyph}
        label="Open navigation"
        aria-haspopup="dialog"
        onClick={onOpenDrawer}
        className="md:hidden"
      />
      <Link
        to={paths.registries(organization.slug)}
        className="flex rounded-sm max-sm:hidden"
        aria-label="Berth, registries"
      >
        <Wordmark />
      </Link>
      <span aria-hidden="true" className="mx-1 text-faint max-sm:hidden">
        /
      </span>
      <div className="flex min-w-0 grow">
        <OrganizationSwitcher current={organization} all={session.organizations} />
      </div>
      <ThemeMenu />
      <UserMenu user={session.user} />
    </header>
  );
}

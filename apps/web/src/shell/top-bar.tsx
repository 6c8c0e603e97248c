import { circleHelpGlyph, menuGlyph, searchGlyph } from "#src/ui/glyphs.ts";
import type { Attention, Role, Session } from "@berth/api-contract";
import type { OrganizationMembership } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { CountBadge } from "#src/ui/count-badge.tsx";
import { Icon } from "#src/ui/icon.tsx";
import { IconButton } from "#src/ui/icon-button.tsx";
import { navigationFor } from "./navigation.ts";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { useAttention } from "./use-attention.ts";
import { UserMenu } from "./user-menu.tsx";
import { Wordmark } from "./wordmark.tsx";

const paletteKeys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘ K" : "Ctrl K";

/** The bar over every page of an organization. */
export function TopBar({
  session,
  organization,
  onOpenDrawer,
  onOpenPalette,
  onOpenSheet,
}: {
  session: Session;
  /** Null for somebody who is in none: then there is nowhere to navigate to. */
  organization: OrganizationMembership | null;
  onOpenDrawer: () => void;
  onOpenPalette: () => void;
  onOpenSheet: () => void;
}) {
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-20 flex h-(--top-bar-height) items-center gap-2 border-b border-divider bg-canvas px-2 md:px-4"
    >
      {organization ? (
        <>
          <NavigationButton organization={organization} onOpen={onOpenDrawer} />
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
          <PaletteButton onOpen={onOpenPalette} />
          <IconButton
            glyph={circleHelpGlyph}
            label="Help and shortcuts"
            aria-haspopup="dialog"
            onClick={onOpenSheet}
            className="max-sm:hidden"
          />
        </>
      ) : (
        <div className="flex grow">
          <Wordmark />
        </div>
      )}
      <ThemeMenu />
      <UserMenu user={session.user} isSupportStaff={session.isSupportStaff} />
    </header>
  );
}

/** On small screens the counts of the rail are behind this button: it carries their sum. */
function NavigationButton({
  organization,
  onOpen,
}: {
  organization: OrganizationMembership;
  onOpen: () => void;
}) {
  const attention = useAttention(organization);
  return (
    <span className="relative lg:hidden">
      <IconButton
        glyph={menuGlyph}
        label="Open navigation"
        aria-haspopup="dialog"
        aria-describedby={attention ? attentionId : undefined}
        onClick={onOpen}
      />
      {attention ? (
        <span id={attentionId} className="pointer-events-none absolute -end-2 top-0 flex">
          <CountBadge count={sumFor(organization.role, attention)} what="needing attention" />
        </span>
      ) : null}
    </span>
  );
}

const attentionId = "navigation-attention";

function sumFor(role: Role, attention: Attention): number {
  return navigationFor(role)
    .flatMap(({ items }) => items)
    .reduce((sum, { counts }) => sum + (counts ? attention[counts] : 0), 0);
}

function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onOpen}
      className="flex h-9 items-center gap-2 rounded-md border border-control px-2 text-muted hover:bg-inset hover:text-fg md:min-w-52 pointer-coarse:h-11"
    >
      <Icon glyph={searchGlyph} size={16} />
      <span className="grow text-start max-md:sr-only">Search or go to</span>
      <kbd className="text-meta text-faint max-md:hidden">{paletteKeys}</kbd>
    </button>
  );
}

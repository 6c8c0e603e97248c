import { chevronsUpDownGlyph } from "#src/ui/glyphs.ts";
import type { OrganizationMembership } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MenuButton } from "#src/ui/menu.tsx";

/** The organization in view; with several, a menu to change to another. */
export function OrganizationSwitcher({
  current,
  all,
}: {
  current: OrganizationMembership;
  all: readonly OrganizationMembership[];
}) {
  if (all.length < 2) return <span className="min-w-0 truncate font-medium">{current.name}</span>;
  return (
    <MenuButton
      align="start"
      className={`${buttonStyles("quiet", "small")} min-w-0`}
      entries={all.map(({ slug, name }) => ({
        kind: "link",
        label: name,
        link: (
          <Link
            to={paths.registries(slug)}
            aria-current={slug === current.slug ? "true" : undefined}
          />
        ),
      }))}
    >
      <span className="sr-only">Organization: </span>
      <span className="min-w-0 truncate">{current.name}</span>
      <Icon glyph={chevronsUpDownGlyph} />
    </MenuButton>
  );
}

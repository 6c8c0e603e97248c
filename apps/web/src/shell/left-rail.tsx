import { useLocation } from "react-router";
import type { OrganizationMembership } from "#src/api/session.ts";
import { Link } from "#src/router/link.tsx";
import { CountBadge } from "#src/ui/count-badge.tsx";
import { Icon } from "#src/ui/icon.tsx";
import { navigationFor } from "./navigation.ts";
import { useAttention, useAttentionOfList } from "./use-attention.ts";

/** The main navigation. `onNavigate` closes the drawer on small screens. */
export function LeftRail({
  organization,
  onNavigate,
}: {
  organization: OrganizationMembership;
  onNavigate?: (() => void) | undefined;
}) {
  const { slug: org, role } = organization;
  const { pathname } = useLocation();
  const attention = useAttention(organization);
  useAttentionOfList(org);
  return (
    <nav aria-label="Main" className="space-y-5 p-3">
      {navigationFor(role).map((group) => (
        <section key={group.label} aria-labelledby={`rail-${group.label}`}>
          <h2 id={`rail-${group.label}`} className="mb-1 px-2 text-meta font-medium text-faint">
            {group.label}
          </h2>
          <ul className="space-y-0.5">
            {group.items.map((item) => (
              <li key={item.label}>
                <Link
                  to={item.to(org)}
                  aria-current={isBelow(pathname, (item.area ?? item.to)(org)) ? "page" : undefined}
                  onClick={onNavigate}
                  className="flex min-h-8 items-center gap-2 rounded-md px-2 text-body text-muted hover:bg-inset hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-fg pointer-coarse:min-h-11"
                >
                  <Icon glyph={item.glyph} size={20} />
                  {item.label}{" "}
                  {item.counts && attention ? (
                    <CountBadge
                      count={attention[item.counts]}
                      what={item.counts}
                      className="ms-auto"
                    />
                  ) : null}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** A detail page belongs to its list: both mark the same item. */
function isBelow(pathname: string, item: string): boolean {
  return pathname === item || pathname.startsWith(`${item}/`);
}

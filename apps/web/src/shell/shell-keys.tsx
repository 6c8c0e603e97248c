import type { OrganizationMembership } from "#src/api/session.ts";
import { navigationFor } from "./navigation.ts";
import { useShellKeys } from "./use-shell-keys.ts";

/** Listens once the organization is known; draws nothing. */
export function ShellKeys({
  organization: { slug, role },
  onOpenPalette,
  onOpenSheet,
}: {
  organization: OrganizationMembership;
  onOpenPalette: () => void;
  onOpenSheet: () => void;
}) {
  useShellKeys({
    org: slug,
    pages: navigationFor(role).flatMap(({ items }) => items.map(({ to }) => to(slug))),
    openPalette: onOpenPalette,
    openSheet: onOpenSheet,
  });
  return null;
}

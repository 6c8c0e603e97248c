import { type Attention, everyone, investigators, managers, type Role } from "@berth/api-contract";
import type { Glyph } from "#src/ui/glyphs.ts";
import {
  activityGlyph,
  boxesGlyph,
  calendarClockGlyph,
  folderGit2Glyph,
  keySquareGlyph,
  scrollTextGlyph,
  searchGlyph,
  settingsGlyph,
  usersGlyph,
} from "#src/ui/glyphs.ts";
import { paths } from "#src/paths.ts";

export interface NavigationItem {
  label: string;
  glyph: Glyph;
  to: (org: string) => string;
  /** Pages below this address belong to it as well, where that is more than what is below `to`. */
  area?: ((org: string) => string) | undefined;
  /** Who can open it; for others it is not there. */
  roles: readonly Role[];
  /** What of its things needs somebody, counted beside it. */
  counts?: keyof Attention | undefined;
}

export interface NavigationGroup {
  label: "Use" | "Watch" | "Manage";
  items: readonly NavigationItem[];
}

/** The left rail. An item stands here from the day its page exists. */
export const navigation: readonly NavigationGroup[] = [
  {
    label: "Use",
    items: [
      {
        label: "Registries",
        glyph: boxesGlyph,
        to: paths.registries,
        roles: everyone,
        counts: "failing",
      },
      { label: "Explain an image", glyph: searchGlyph, to: paths.explain, roles: everyone },
      { label: "Pull activity", glyph: activityGlyph, to: paths.pulls, roles: everyone },
    ],
  },
  {
    label: "Watch",
    items: [
      {
        label: "Expiry",
        glyph: calendarClockGlyph,
        to: paths.expiry,
        roles: investigators,
        counts: "expired",
      },
      { label: "Audit log", glyph: scrollTextGlyph, to: paths.audit, roles: investigators },
    ],
  },
  {
    label: "Manage",
    items: [
      { label: "Projects", glyph: folderGit2Glyph, to: paths.projects, roles: everyone },
      { label: "Tokens", glyph: keySquareGlyph, to: paths.tokens, roles: investigators },
      { label: "Members", glyph: usersGlyph, to: paths.members, roles: everyone },
      {
        label: "Settings",
        glyph: settingsGlyph,
        to: paths.settingsAlerts,
        area: paths.settings,
        roles: managers,
      },
    ],
  },
];

/** The groups a role sees, without those that would be empty. */
export function navigationFor(role: Role): NavigationGroup[] {
  return navigation
    .map(({ label, items }) => ({
      label,
      items: items.filter(({ roles }) => roles.includes(role)),
    }))
    .filter(({ items }) => items.length > 0);
}

import { managers, type RegistryTypeSlug, type RegistryView, type Role } from "@berth/api-contract";
import { registryTypeName, registryTypeSlugs } from "#src/domain-ui/registry-type-name.ts";
import { paths } from "#src/paths.ts";
import { goToKeys } from "../go-to-keys.ts";
import { navigationFor } from "../navigation.ts";

export type PaletteEntry = {
  /** Unique among all entries. */
  id: string;
  group: "Image" | "Recent" | "Go to" | "Do" | "Settings" | "Registries";
  label: string;
  /** Beside the label: what it is about, or the keys that do the same. */
  detail?: string;
  /** A page of the console, or a check of a saved registry. */
  does: { kind: "open"; to: string } | { kind: "check"; registryId: string; image: string };
};

export type PaletteSources = {
  org: string;
  role: Role;
  registries: readonly {
    id: string;
    name: string;
    type: RegistryTypeSlug;
    testImage: string | null;
    checkedOn: RegistryView["checkedOn"];
  }[];
  recent: readonly { label: string; to: string }[];
};

/** Enough to choose from, few enough to read. */
const shownMax = 12;
const recentMax = 4;

/** What the palette offers for what was typed, best first. An image that is pasted leads straight to its answer. */
export function paletteEntries(text: string, sources: PaletteSources): PaletteEntry[] {
  const typed = text.trim();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label, detail = "" }: PaletteEntry) =>
    words.every((word) => `${label} ${detail}`.toLowerCase().includes(word));
  const found = all(sources).filter(fits);
  const image = imageEntry(typed, sources.org);
  const list = words.length === 0 ? [...recentEntries(sources), ...found] : found;
  if (image === null) return list.slice(0, shownMax);
  return typed.includes("/")
    ? [image, ...list].slice(0, shownMax)
    : [...list.slice(0, shownMax - 1), image];
}

function imageEntry(typed: string, org: string): PaletteEntry | null {
  if (typed === "" || /\s/.test(typed)) return null;
  return {
    id: "image",
    group: "Image",
    label: `Explain image ${typed}`,
    does: { kind: "open", to: paths.explain(org, { image: typed }) },
  };
}

function recentEntries({ recent }: PaletteSources): PaletteEntry[] {
  return recent.slice(0, recentMax).map(({ label, to }) => ({
    id: `recent ${to}`,
    group: "Recent",
    label,
    does: { kind: "open", to },
  }));
}

function all({ org, role, registries }: PaletteSources): PaletteEntry[] {
  const manages = managers.some((one) => one === role);
  const pages = navigationFor(role).flatMap(({ items }) => items);
  return [
    ...pages.map(({ label, to }): PaletteEntry => {
      const keys = goToKeys.find((one) => one.to(org) === to(org))?.key;
      return {
        id: `page ${label}`,
        group: "Go to",
        label,
        ...(keys === undefined ? {} : { detail: `g ${keys}` }),
        does: { kind: "open", to: to(org) },
      };
    }),
    action("Explain a file", paths.explainFile(org)),
    action("Your account", paths.me()),
    ...(manages
      ? [
          action("Add registry", paths.registryNew(org)),
          ...registryTypeSlugs.map((type) =>
            action(
              `Add registry: ${registryTypeName(type)}`,
              paths.registryNew(org, { type, step: 1 }),
            ),
          ),
          action("Import registries from a file", paths.registryImport(org)),
          action("Create worker token", paths.tokenNew(org)),
          ...settingsPages.map(([label, to]) => settings(label, to(org))),
        ]
      : []),
    ...registries.flatMap(({ id, name, type, testImage, checkedOn }): PaletteEntry[] => [
      {
        id: `registry ${id}`,
        group: "Registries",
        label: name,
        detail: registryTypeName(type),
        does: { kind: "open", to: paths.registry(org, id) },
      },
      ...(testImage === null || role === "member"
        ? []
        : [
            {
              id: `check ${id}`,
              group: "Registries" as const,
              label: `Check registry ${name}`,
              detail: testImage,
              does:
                checkedOn === "worker"
                  ? { kind: "open" as const, to: `${paths.registry(org, id)}#check` }
                  : { kind: "check" as const, registryId: id, image: testImage },
            },
          ]),
    ]),
  ];
}

/** The rail leads to one of them only. */
const settingsPages: readonly (readonly [label: string, to: (org: string) => string])[] = [
  ["Alerts", paths.settingsAlerts],
  ["Security", paths.security],
  ["Kept pulls", paths.settingsPulls],
  ["Caches", paths.settingsCaches],
  ["Network", paths.settingsNetwork],
  ["Organization", paths.settingsOrganization],
  ["About", paths.settingsAbout],
];

function settings(label: string, to: string): PaletteEntry {
  return {
    id: `settings ${label}`,
    group: "Settings",
    label,
    detail: "Settings",
    does: { kind: "open", to },
  };
}

function action(label: string, to: string): PaletteEntry {
  return { id: `do ${label}`, group: "Do", label, does: { kind: "open", to } };
}

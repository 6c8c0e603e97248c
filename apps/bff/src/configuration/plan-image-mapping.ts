import type { ImageMappingCreate } from "@berth/api-contract";
import { mapsBelowItself, readMappedName } from "@berth/image-pattern";
import type { State } from "./read-state.ts";
import type { Step } from "./step.ts";

/** What has to be done for one pull-through cache; the name it stands for decides which one that is. */
export function planImageMapping(entry: ImageMappingCreate, state: State): Step[] {
  const refuse = (line: string): Step[] => {
    return [{ do: "refuse", thing: "pull-through cache", name: entry.from, lines: [line] }];
  };
  if (state.settings === null) {
    return refuse("The token needs the scope settings:read, and settings:write to change it.");
  }
  const from = readMappedName(entry.from);
  const to = readMappedName(entry.to);
  if (from === null || to === null) {
    return refuse(
      "Each side is a host, with the first parts of a path where needed; no star, no tag.",
    );
  }
  if (mapsBelowItself({ from, to })) {
    return refuse("A cache has a name of its own; this one lies below what it would stand for.");
  }
  const known = state.settings.imageMappings.find((one) => one.from === from);
  if (known === undefined) {
    return [
      { do: "add-image-mapping", name: from, lines: [`pulled as: ${to}`], body: { from, to } },
    ];
  }
  if (known.to === to) return [];
  return [
    {
      do: "change-image-mapping",
      name: from,
      lines: [`pulled as: ${known.to} → ${to}`],
      id: known.id,
      body: { from, to },
    },
  ];
}

import type { PullView } from "@berth/api-contract";
import { announce } from "#src/lib/announcer.ts";
import { copyText } from "#src/lib/clipboard.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { copyGlyph, ellipsisGlyph, searchGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import type { MenuEntry } from "#src/ui/menu-entry.ts";
import { MenuButton } from "#src/ui/menu.tsx";
import { imageParts } from "./image-parts.ts";

/** What can be done with one row of the pulls. */
export function PullMenu({ org, pull }: { org: string; pull: PullView }) {
  return (
    <MenuButton
      label={`Actions for the pull of ${pull.image}`}
      className={iconButtonStyles("small")}
      data-row-menu=""
      entries={entriesOf(org, pull)}
    >
      <Icon glyph={ellipsisGlyph} />
    </MenuButton>
  );
}

function entriesOf(org: string, { image, digest, project, at }: PullView): MenuEntry[] {
  const copy = (what: string, text: string): MenuEntry => ({
    kind: "action",
    label: `Copy ${what}`,
    glyph: copyGlyph,
    onSelect: () => void copyAndSay(what, text),
  });
  return [
    {
      kind: "link",
      label: "Explain as of that time",
      glyph: searchGlyph,
      link: <Link to={paths.explain(org, { image, project: project?.id, asOf: at })} />,
    },
    {
      kind: "link",
      label: "Pulls of this repository",
      link: <Link to={paths.pulls(org, { image: imageParts(image).repository })} />,
    },
    { kind: "separator" },
    copy("image", image),
    ...(digest === null ? [] : [copy("digest", digest)]),
  ];
}

async function copyAndSay(what: string, text: string): Promise<void> {
  const copied = await copyText(text);
  announce(copied ? `Copied ${what}` : "The browser blocked copying. Open the pull to copy it.");
}

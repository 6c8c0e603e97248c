import { sunMoonGlyph } from "#src/ui/glyphs.ts";
import { useState } from "react";
import { densities, readDensity, readTheme, setDensity, setTheme, themes } from "#src/lib/theme.ts";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MenuButton } from "#src/ui/menu.tsx";

const words = {
  system: "Same as the system",
  light: "Light",
  dark: "Dark",
  compact: "Compact rows",
  comfortable: "Roomy rows",
} as const;

/** Theme and row height; both are kept on this device only. */
export function ThemeMenu() {
  const [theme, setThemeState] = useState(readTheme);
  const [density, setDensityState] = useState(readDensity);
  return (
    <MenuButton
      label="Theme and density"
      className={iconButtonStyles()}
      entries={[
        {
          kind: "choice",
          label: "Theme",
          value: theme,
          options: themes.map((value) => ({ value, label: words[value] })),
          onSelect: (value) => {
            const next = themes.find((known) => known === value) ?? "system";
            setTheme(next);
            setThemeState(next);
          },
        },
        { kind: "separator" },
        {
          kind: "choice",
          label: "Density",
          value: density,
          options: densities.map((value) => ({ value, label: words[value] })),
          onSelect: (value) => {
            const next = densities.find((known) => known === value) ?? "compact";
            setDensity(next);
            setDensityState(next);
          },
        },
      ]}
    >
      <Icon glyph={sunMoonGlyph} size={20} />
    </MenuButton>
  );
}

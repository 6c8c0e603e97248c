import { useState } from "react";
import { useSession } from "#src/api/session.ts";
import { ShortcutList } from "#src/domain-ui/shortcut-list.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { setShortcutsEnabled, shortcutsEnabled } from "#src/lib/shortcuts.ts";
import { densities, readDensity, readTheme, setDensity, setTheme, themes } from "#src/lib/theme.ts";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { RadioCards } from "#src/ui/radio-cards.tsx";
import { Switch } from "#src/ui/switch.tsx";
import { OrganizationSection } from "./organization-section.tsx";
import { SignInAndSecurity } from "./sign-in-and-security.tsx";

const themeWords = { system: "Same as the system", light: "Light", dark: "Dark" } as const;
const densityWords = { compact: "Compact", comfortable: "Roomy" } as const;

/** What belongs to the person: who they are, and how the console looks and listens on this device. */
export function AccountPage() {
  useDocumentTitle("Your account");
  const { user } = useSession();
  const [theme, setThemeState] = useState(readTheme);
  const [density, setDensityState] = useState(readDensity);
  const [keys, setKeys] = useState(shortcutsEnabled);
  return (
    <div className="max-w-form space-y-8">
      <PageHeader title="Your account" />
      <KeyValueList
        items={[
          { label: "Name", value: user.name },
          { label: "E-mail", value: user.email },
        ]}
      />
      <OrganizationSection />
      <SignInAndSecurity />
      <section aria-labelledby="device" className="space-y-5">
        <h2 id="device" className="text-h2 font-semibold">
          On this device
        </h2>
        <RadioCards
          id="theme"
          legend="Theme"
          columns={3}
          cards={themes.map((value) => ({ value, label: themeWords[value] }))}
          inputProps={(value) => ({
            name: "theme",
            checked: theme === value,
            onChange: () => {
              const next = themes.find((known) => known === value) ?? "system";
              setTheme(next);
              setThemeState(next);
            },
          })}
        />
        <RadioCards
          id="density"
          legend="Rows of tables"
          columns={2}
          cards={densities.map((value) => ({ value, label: densityWords[value] }))}
          inputProps={(value) => ({
            name: "density",
            checked: density === value,
            onChange: () => {
              const next = densities.find((known) => known === value) ?? "compact";
              setDensity(next);
              setDensityState(next);
            },
          })}
        />
        <Switch
          label="Single-key shortcuts"
          checked={keys}
          onChange={(enabled) => {
            setShortcutsEnabled(enabled);
            setKeys(enabled);
          }}
        />
        {keys ? <ShortcutList /> : null}
      </section>
    </div>
  );
}

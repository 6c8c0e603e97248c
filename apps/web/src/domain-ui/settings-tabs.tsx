import type { ReactNode } from "react";
import { useOrganization } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Tabs } from "#src/ui/tabs.tsx";

/** The pages of the organization's settings. */
export function SettingsTabs({
  current,
  children,
}: {
  current: "organization" | "alerts" | "security" | "pulls" | "caches" | "network" | "about";
  children: ReactNode;
}) {
  const { slug: org } = useOrganization();
  return (
    <Tabs
      label="Settings"
      current={current}
      items={[
        {
          id: "alerts",
          label: "Alerts",
          render: (props) => <Link to={paths.settingsAlerts(org)} {...props} />,
        },
        {
          id: "security",
          label: "Security",
          render: (props) => <Link to={paths.security(org)} {...props} />,
        },
        {
          id: "pulls",
          label: "Kept pulls",
          render: (props) => <Link to={paths.settingsPulls(org)} {...props} />,
        },
        {
          id: "caches",
          label: "Caches",
          render: (props) => <Link to={paths.settingsCaches(org)} {...props} />,
        },
        {
          id: "network",
          label: "Network",
          render: (props) => <Link to={paths.settingsNetwork(org)} {...props} />,
        },
        {
          id: "organization",
          label: "Organization",
          render: (props) => <Link to={paths.settingsOrganization(org)} {...props} />,
        },
        {
          id: "about",
          label: "About",
          render: (props) => <Link to={paths.settingsAbout(org)} {...props} />,
        },
      ]}
    >
      {children}
    </Tabs>
  );
}

import type { ReactNode } from "react";
import { useOrganization } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Tabs } from "#src/ui/tabs.tsx";

/** The two kinds of tokens, each with a list of its own. */
export function TokenTabs({
  current,
  children,
}: {
  current: "workers" | "api";
  children: ReactNode;
}) {
  const { slug: org } = useOrganization();
  return (
    <Tabs
      label="Kinds of tokens"
      current={current}
      items={[
        {
          id: "workers",
          label: "Worker tokens",
          render: (props) => <Link to={paths.tokens(org)} {...props} />,
        },
        {
          id: "api",
          label: "API tokens",
          render: (props) => <Link to={paths.apiTokens(org)} {...props} />,
        },
      ]}
    >
      {children}
    </Tabs>
  );
}

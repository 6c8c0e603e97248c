import type { Role } from "@berth/api-contract";
import type { ReactNode } from "react";
import { may, useOrganization } from "#src/api/session.ts";
import { NoPermissionPage } from "./no-permission-page.tsx";

/** Shows the page to the roles that can open it and the reason to the others. The server decides on its own. */
export function RequireRole({
  roles,
  area,
  children,
}: {
  roles: readonly Role[];
  /** What the page is about, as in "You can't open worker tokens". */
  area: string;
  children: ReactNode;
}) {
  const { role } = useOrganization();
  return may(role, roles) ? children : <NoPermissionPage area={area} />;
}

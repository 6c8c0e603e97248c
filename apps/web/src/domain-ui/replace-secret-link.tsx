import { managers } from "@berth/api-contract";
import { may, useOrganization } from "#src/api/session.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";

/** From a diagnosis that blames a stored secret to where it is replaced; nothing for who may not. */
export function ReplaceSecretLink({ registryId }: { registryId: string }) {
  const { slug: org, role } = useOrganization();
  if (!may(role, managers)) return null;
  return (
    <Link
      to={`${paths.registryCredential(org, registryId)}?replace=1`}
      className={buttonStyles("secondary", "small")}
    >
      Replace secret
    </Link>
  );
}

import { managers, type PullDetail } from "@berth/api-contract";
import { may, useOrganization } from "#src/api/session.ts";
import { ReplaceSecretLink } from "#src/domain-ui/replace-secret-link.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";

/** Codes that blame the stored secret. */
const secretCodes = ["CRED-EXPIRED", "AUTH-REJECTED", "SECRET-UNREADABLE"];
/** Codes whose remedy stands on the registry's own page. */
const registryCodes = ["CRED-PAUSED", "REGISTRY-FAILING", "REGISTRY-UNAVAILABLE"];

/** From what went wrong with a pull to where it is mended; nothing for who may not mend it. */
export function PullRemedy({ pull }: { pull: PullDetail }) {
  const { slug: org, role } = useOrganization();
  const { registry, diagnosis, credentialKind, outcome } = pull;
  const code = diagnosis?.code ?? "";
  if (!may(role, managers)) return null;
  if (registry === null) {
    if (outcome !== "anonymous") return null;
    const address = paths.registryNew(org, { image: pull.canonical ?? pull.image });
    return (
      <Link to={address} className={buttonStyles("secondary", "small")}>
        Create registry for this image
      </Link>
    );
  }
  if (secretCodes.includes(code) && credentialKind !== "own-role") {
    return <ReplaceSecretLink registryId={registry.id} />;
  }
  if (!registryCodes.includes(code)) return null;
  return (
    <Link
      to={paths.registry(org, registry.id)}
      className={buttonStyles("secondary", "small")}
    >{`Go to ${registry.name}`}</Link>
  );
}

import type { HostRule } from "@berth/image-pattern";
import type { RegistryType, SecretValues, Settings } from "@berth/registry-catalog";
import type { CheckRegistry, Credential } from "@berth/registry-client";
import type { ServerIdentity } from "../../aws/server-identity.ts";
import { textsIn } from "./text-settings.ts";

/** What the registry client needs to know, from what the registry's type says of its settings. */
export function connectionOf(
  { type, settings, hostRule }: { type: RegistryType; settings: Settings; hostRule: HostRule },
  name: string | null,
  host: string,
): CheckRegistry {
  const { scheme, pinnedCa } = type.binding(settings);
  return {
    type: type.slug,
    name,
    scheme,
    hostRule,
    realmRule: type.realmRule(settings, host),
    headOnly: type.headOnly,
    userNameRule: type.userNameRule(settings),
    ...(pinnedCa === "" ? {} : { ca: pinnedCa }),
  };
}

/**
 * The opened credential: the field that names its owner, and the sealed field that applies. The server's own
 * identity comes along only where its role was chosen, and what only the server may say of the organization
 * is said anew: whoever can write to the database could have put another organization's there.
 */
export function credentialOf(
  { organization, serverIdentity }: OnBehalf,
  { type, settings }: { type: RegistryType; settings: Settings },
  secret: SecretValues,
): Credential {
  const field = type.secretFields.find((one) => one.applies(settings));
  return {
    username: type.binding(settings).identity,
    secret: field === undefined ? "" : (secret[field.name] ?? ""),
    settings: { ...textsIn(settings), ...suppliedBy(organization.id, type, settings) },
    ...(type.ownRole?.(settings) === "server" ? { ownAws: serverIdentity.own } : {}),
  };
}

type OnBehalf = { organization: { id: string }; serverIdentity: ServerIdentity };

function suppliedBy(
  organizationId: string,
  type: RegistryType,
  settings: Settings,
): Record<string, string> {
  const names = type.settings.filter(
    (field) => field.supplied === "organization" && field.applies(settings),
  );
  return Object.fromEntries(names.map(({ name }) => [name, organizationId]));
}

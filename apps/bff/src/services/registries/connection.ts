import type { HostRule } from "@berth/image-pattern";
import type { RegistryType, SecretValues, Settings } from "@berth/registry-catalog";
import type { CheckRegistry, Credential } from "@berth/registry-client";

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

/** The opened credential: the field that names its owner, and the sealed field that applies. */
export function credentialOf(
  type: RegistryType,
  settings: Settings,
  secret: SecretValues,
): Credential {
  const field = type.secretFields.find((one) => one.applies(settings));
  const texts = Object.entries(settings).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return {
    username: type.binding(settings).identity,
    secret: field === undefined ? "" : (secret[field.name] ?? ""),
    settings: Object.fromEntries(texts),
  };
}

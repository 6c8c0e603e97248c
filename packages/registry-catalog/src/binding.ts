import type { HostRule } from "@berth/image-pattern";
import type { RegistryType } from "./registry-type.ts";
import type { Settings } from "./values.ts";

export const bindingFieldNames = [
  "type",
  "scheme",
  "hosts",
  "port",
  "pathPrefix",
  "identity",
  "place",
  "pinnedRealm",
  "pinnedCa",
] as const;
export type BindingFieldName = (typeof bindingFieldNames)[number];

export interface BindingField {
  readonly name: BindingFieldName;
  readonly value: string;
}

/**
 * The destination that a secret is bound to, always the same nine fields in the same order; whoever
 * seals the secret hashes them with their lengths. `settings` must have passed `checkSettings` and
 * carry what `checkSecret` added. A change of any field needs the secret again.
 */
export function bindingFields(type: RegistryType<string>, settings: Settings): BindingField[] {
  const rule = type.hostRule(settings);
  if (rule === null) throw new Error(`incomplete settings of ${type.slug} bind nothing`);
  const hosts = hostsOf(rule);
  const values: Record<BindingFieldName, string> = {
    type: type.slug,
    ...type.binding(settings),
    // Neither a host nor a port can hold a line feed, so the joined text is unambiguous.
    hosts: hosts.join("\n"),
    port: hosts.map(portOf).join("\n"),
  };
  return bindingFieldNames.map((name) => ({ name, value: values[name] }));
}

/** Names of the fields in which two destinations differ; empty means that the secret may stay. */
export function changedBinding(
  before: readonly BindingField[],
  after: readonly BindingField[],
): BindingFieldName[] {
  const valueIn = (fields: readonly BindingField[], name: BindingFieldName) =>
    fields.find((field) => field.name === name)?.value;
  return bindingFieldNames.filter((name) => valueIn(before, name) !== valueIn(after, name));
}

/** What to tell somebody who has to enter the secret again. */
export function secretAgainMessage(changed: readonly BindingFieldName[]): string {
  const moved = changed.map((name) => changeInWords[name]);
  return `You're pointing this registry's secret at ${moved[0] ?? "a different place"}. Enter the secret again so it can't be sent somewhere new by accident.`;
}

const changeInWords: Record<BindingFieldName, string> = {
  type: "a different registry type",
  scheme: "a connection with other protection",
  hosts: "a different host",
  port: "a different port",
  pathPrefix: "a different path",
  identity: "a different user",
  place: "a different region, tenant or way of signing in",
  pinnedRealm: "a different token service",
  pinnedCa: "a server with another certificate authority",
};

function hostsOf(rule: HostRule): readonly string[] {
  return rule.kind === "exact" ? rule.hosts : [rule.pattern];
}

/** The port as written; "" is the scheme's own. */
function portOf(host: string): string {
  return /:(\d+)$/.exec(host)?.[1] ?? "";
}

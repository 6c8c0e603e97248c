import type { RegistryTypeSlug } from "@berth/api-contract";
import type { HostRule } from "@berth/image-pattern";

/** The registry whose patterns are tried out. `id` is null for one that is not saved yet. */
export interface TestedRegistry {
  readonly id: string | null;
  readonly name: string;
  readonly type: RegistryTypeSlug;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Null while the settings do not say: patterns are then judged by themselves. */
  readonly hostRule: HostRule | null;
  readonly paused?: boolean | undefined;
}

/** What the server calls a registry that has no name yet. */
const unnamed = "this registry";

/** The registry's name as the server's answers carry it. */
export function serverName({ id, name }: TestedRegistry): string {
  return id === null ? unnamed : name;
}

/** "'ECR prod'", or "this registry" for one that has no name yet. */
export function registryInWords(name: string): string {
  return name === "" || name === unnamed ? unnamed : `'${name}'`;
}

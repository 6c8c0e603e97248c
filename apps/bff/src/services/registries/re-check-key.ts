/** The kind of a registry's re-check among the jobs. */
export const reCheckKind = "re-check";

/** The key of a registry's re-check among the jobs. */
export function reCheckKey(organizationId: string, registryId: string): string {
  return `${reCheckKind}/${organizationId}/${registryId}`;
}

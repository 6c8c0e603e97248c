/**
 * The condition of a role assignment that lets these repositories be read and no others: a name, or a prefix
 * ending in `/*`.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
export function repositoryCondition(repositories: readonly string[]): string {
  const others = readActions.map((action) => `!(ActionMatches{'${action}'})`).join(" AND ");
  const names = repositories
    .map((name) =>
      name.endsWith("/*")
        ? `${nameOfRequest} StringStartsWithIgnoreCase '${name.slice(0, -1)}'`
        : `${nameOfRequest} StringEqualsIgnoreCase '${name}'`,
    )
    .join(" OR ");
  return `((${others}) OR (${names}))`;
}

const nameOfRequest = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";

const readActions = [
  "Microsoft.ContainerRegistry/registries/repositories/content/read",
  "Microsoft.ContainerRegistry/registries/repositories/metadata/read",
];

import type { RegistryTypeSlug } from "@berth/api-contract";

const names: Record<RegistryTypeSlug, string> = {
  "aws-ecr": "AWS ECR",
  "docker-hub": "Docker Hub",
  "google-artifact-registry": "Google Artifact Registry",
  "azure-container-registry": "Azure Container Registry",
  jfrog: "JFrog Artifactory",
  standard: "Standard registry",
};

const shortNames: Record<RegistryTypeSlug, string> = {
  ...names,
  "google-artifact-registry": "Google AR",
  "azure-container-registry": "Azure ACR",
  jfrog: "Artifactory",
  standard: "Standard",
};

/** For columns, where the full name would crowd out what tells two registries apart. */
export function registryTypeShortName(type: RegistryTypeSlug): string {
  return shortNames[type];
}

/** Every type, in the order people are offered them. */
export const registryTypeSlugs = Object.keys(names) as RegistryTypeSlug[];

/** A registry type's name. Kept apart from the catalog, which would bring its whole knowledge into every list. */
export function registryTypeName(type: RegistryTypeSlug): string {
  return names[type];
}

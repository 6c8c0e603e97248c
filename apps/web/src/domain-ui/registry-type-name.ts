import type { RegistryTypeSlug } from "@berth/api-contract";

const names: Record<RegistryTypeSlug, string> = {
  "aws-ecr": "AWS ECR",
  "docker-hub": "Docker Hub",
  "google-artifact-registry": "Google Artifact Registry",
  "azure-container-registry": "Azure Container Registry",
  jfrog: "JFrog Artifactory",
  standard: "Standard registry",
};

/** A registry type's name. Kept apart from the catalog, which would bring its whole knowledge into every list. */
export function registryTypeName(type: RegistryTypeSlug): string {
  return names[type];
}

// Written from the folders there are by tools/tasks/write-type-lists.ts; a change here is lost.
export const registryTypeSlugs = [
  "aws-ecr",
  "azure-container-registry",
  "docker-hub",
  "google-artifact-registry",
  "jfrog",
  "standard",
] as const;

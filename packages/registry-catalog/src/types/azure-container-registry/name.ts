import type { TypeName } from "../../type-name.ts";

export const azureContainerRegistryName = {
  slug: "azure-container-registry",
  name: "Azure Container Registry",
  shortName: "Azure ACR",
  place: 40,
} as const satisfies TypeName;

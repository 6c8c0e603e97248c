import type { TypeName } from "../../type-name.ts";

export const dockerHubName = {
  slug: "docker-hub",
  name: "Docker Hub",
  shortName: "Docker Hub",
  place: 20,
} as const satisfies TypeName;

import type { PersonRef } from "./reference.ts";

export type ProjectOwner = { kind: "organization" } | { kind: "person"; person: PersonRef };

export type Project = {
  id: string;
  organizationId: string;
  /** The project's id in the system that registered it over the API, if it gave one. */
  externalId: string | null;
  name: string;
  owner: ProjectOwner;
  members: PersonRef[];
  createdAt: number;
};

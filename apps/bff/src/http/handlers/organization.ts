import { createOrganization } from "../../services/organizations/create.ts";
import {
  deleteOrganization,
  getOrganizationContents,
} from "../../services/organizations/delete.ts";
import { renameOrganization } from "../../services/organizations/rename.ts";
import type { Handlers } from "../route-types.ts";

export const organizationHandlers = {
  createOrganization: async ({ ctx }, { body }) => ({
    organization: await createOrganization(ctx, body),
  }),
  updateOrganization: async ({ ctx }, { body }) => ({
    organization: await renameOrganization(ctx, body),
  }),
  getOrganizationContents: ({ ctx }) => getOrganizationContents(ctx),
  deleteOrganization: ({ ctx }, { query }) => deleteOrganization(ctx, query.name),
} satisfies Partial<Handlers>;

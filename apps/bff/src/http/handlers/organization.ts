import { createOrganization } from "../../services/organizations/create.ts";
import type { Handlers } from "../route-types.ts";

export const organizationHandlers = {
  createOrganization: async ({ ctx }, { body }) => ({
    organization: await createOrganization(ctx, body),
  }),
} satisfies Partial<Handlers>;

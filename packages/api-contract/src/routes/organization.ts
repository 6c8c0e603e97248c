import { defineRoute } from "../define-route.ts";
import { organizationCreateSchema, organizationCreatedSchema } from "../schemas/organization.ts";

export const organizationRoutes = {
  createOrganization: defineRoute({
    method: "post",
    path: "/organizations",
    summary:
      "Create another organization, as its owner; for whoever owns one, where the instance allows it",
    access: { who: "person", confirmed: true },
    body: organizationCreateSchema,
    status: 201,
    response: organizationCreatedSchema,
  }),
} as const;

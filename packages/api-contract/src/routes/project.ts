import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { everyone, managers } from "../roles.ts";
import { nameCursorQuery, orgItemParams, orgParams } from "../schemas/common.ts";
import {
  externalIdSchema,
  projectCreateSchema,
  projectListSchema,
  projectUpdateSchema,
  projectViewSchema,
} from "../schemas/project.ts";

const manager = { who: "member", roles: managers } as const;
const one = z.object({ project: projectViewSchema });

export const projectRoutes = {
  listProjects: defineRoute({
    method: "get",
    path: "/organizations/{org}/projects",
    summary: "Projects, by name; a member sees their own",
    access: { who: "member", roles: everyone, scope: "projects:read" },
    params: orgParams,
    query: nameCursorQuery,
    status: 200,
    response: projectListSchema,
  }),
  createProject: defineRoute({
    method: "post",
    path: "/organizations/{org}/projects",
    summary: "Register a project of the organization or of one person",
    access: { ...manager, scope: "projects:write" },
    params: orgParams,
    body: projectCreateSchema,
    status: 201,
    response: one,
  }),
  putProject: defineRoute({
    method: "put",
    path: "/organizations/{org}/projects/by-external-id/{externalId}",
    summary:
      "Keep a project in step with another system, under that system's id: makes it, or makes it what is given",
    access: { ...manager, scope: "projects:write" },
    params: orgParams.extend({ externalId: externalIdSchema }),
    body: projectCreateSchema,
    status: 200,
    response: one,
  }),
  updateProject: defineRoute({
    method: "patch",
    path: "/organizations/{org}/projects/{id}",
    summary: "Rename a project, move it to another owner, change its members",
    access: { ...manager, scope: "projects:write" },
    params: orgItemParams,
    body: projectUpdateSchema,
    status: 200,
    response: one,
  }),
  deleteProject: defineRoute({
    method: "delete",
    path: "/organizations/{org}/projects/{id}",
    summary: "Remove a project; its pulls stay recorded",
    access: { ...manager, scope: "projects:write" },
    params: orgItemParams,
    status: 204,
  }),
} as const;

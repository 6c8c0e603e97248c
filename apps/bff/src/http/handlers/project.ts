import { createProject } from "../../services/projects/create.ts";
import { listProjects } from "../../services/projects/list.ts";
import { putProject } from "../../services/projects/put.ts";
import { removeProject } from "../../services/projects/remove.ts";
import { updateProject } from "../../services/projects/update.ts";
import type { Handlers } from "../route-types.ts";

export const projectHandlers = {
  listProjects: ({ ctx }, { query }) => listProjects(ctx, query),
  createProject: async ({ ctx }, { body }) => ({ project: await createProject(ctx, body) }),
  putProject: async ({ ctx }, { params, body }) => ({
    project: await putProject(ctx, params.externalId, body),
  }),
  updateProject: async ({ ctx }, { params, body }) => ({
    project: await updateProject(ctx, params.id, body),
  }),
  deleteProject: ({ ctx }, { params }) => removeProject(ctx, params.id),
} satisfies Partial<Handlers>;

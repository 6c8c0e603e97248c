import { createImageMapping } from "../../services/image-mappings/create.ts";
import { listImageMappings } from "../../services/image-mappings/list.ts";
import { removeImageMapping } from "../../services/image-mappings/remove.ts";
import type { Handlers } from "../route-types.ts";

export const imageMappingHandlers = {
  listImageMappings: async ({ ctx }) => ({ mappings: await listImageMappings(ctx) }),
  createImageMapping: async ({ ctx }, { body }) => ({
    mapping: await createImageMapping(ctx, body),
  }),
  deleteImageMapping: ({ ctx }, { params }) => removeImageMapping(ctx, params.id),
} satisfies Partial<Handlers>;

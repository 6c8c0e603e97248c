import { countAttention } from "../../services/registries/count-attention.ts";
import { createRegistry } from "../../services/registries/create.ts";
import { getDeletionImpact } from "../../services/registries/deletion-impact.ts";
import { forgetKeptSecret } from "../../services/registries/forget-kept-secret.ts";
import { getRegistry } from "../../services/registries/get.ts";
import { getHealthHistory } from "../../services/registries/health-history.ts";
import { getLastResults } from "../../services/registries/last-results.ts";
import { listRegistries } from "../../services/registries/list.ts";
import { probeAddress } from "../../services/registries/probe-address.ts";
import { removeRegistry } from "../../services/registries/remove.ts";
import { replaceSecret } from "../../services/registries/replace-secret.ts";
import { restoreSecret } from "../../services/registries/restore-secret.ts";
import { setRegistryPaused } from "../../services/registries/set-paused.ts";
import { getRegistryUsage } from "../../services/registries/usage.ts";
import { updateRegistry } from "../../services/registries/update.ts";
import type { Handlers } from "../route-types.ts";

export const registryHandlers = {
  listRegistries: ({ ctx }, { query }) => listRegistries(ctx, query),
  countAttention: ({ ctx }) => countAttention(ctx),
  getRegistry: async ({ ctx }, { params }) => ({ registry: await getRegistry(ctx, params.id) }),
  getHealthHistory: ({ ctx }, { params, query }) => getHealthHistory(ctx, params.id, query),
  createRegistry: async ({ ctx }, { body }) => ({ registry: await createRegistry(ctx, body) }),
  updateRegistry: async ({ ctx }, { params, body }) => ({
    registry: await updateRegistry(ctx, params.id, body),
  }),
  replaceSecret: async ({ ctx }, { params, body }) => ({
    registry: await replaceSecret(ctx, params.id, body),
  }),
  restoreSecret: async ({ ctx }, { params, body }) => ({
    registry: await restoreSecret(ctx, params.id, body),
  }),
  forgetKeptSecret: async ({ ctx }, { params }) => ({
    registry: await forgetKeptSecret(ctx, params.id),
  }),
  pauseRegistry: async ({ ctx }, { params, body }) => ({
    registry: await setRegistryPaused(ctx, params.id, { ...body, paused: true }),
  }),
  resumeRegistry: async ({ ctx }, { params, body }) => ({
    registry: await setRegistryPaused(ctx, params.id, { ...body, paused: false }),
  }),
  deleteRegistry: ({ ctx }, { params, query }) => removeRegistry(ctx, params.id, query.version),
  getLastResults: ({ ctx }, { params }) => getLastResults(ctx, params.id),
  getRegistryUsage: ({ ctx }, { params }) => getRegistryUsage(ctx, params.id),
  getDeletionImpact: ({ ctx }, { params }) => getDeletionImpact(ctx, params.id),
  probeAddress: ({ ctx, signal }, { body }) => probeAddress(ctx, body, signal()),
} satisfies Partial<Handlers>;

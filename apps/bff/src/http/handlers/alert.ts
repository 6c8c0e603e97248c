import { createAlertChannel } from "../../services/alerts/create.ts";
import { listAlertDeliveries } from "../../services/alerts/deliveries.ts";
import { listAlertChannels } from "../../services/alerts/list.ts";
import { deleteAlertChannel } from "../../services/alerts/remove.ts";
import { resendAlert } from "../../services/alerts/resend.ts";
import { testAlertChannel } from "../../services/alerts/send-test.ts";
import { updateAlertChannel } from "../../services/alerts/update.ts";
import type { Handlers } from "../route-types.ts";

export const alertHandlers = {
  listAlertChannels: ({ ctx }) => listAlertChannels(ctx),
  createAlertChannel: ({ ctx }, { body }) => createAlertChannel(ctx, body),
  updateAlertChannel: ({ ctx }, { params, body }) => updateAlertChannel(ctx, params.id, body),
  deleteAlertChannel: ({ ctx }, { params }) => deleteAlertChannel(ctx, params.id),
  testAlertChannel: async ({ ctx }, { params }) => ({
    deliveries: await testAlertChannel(ctx, params.id),
  }),
  resendAlert: async ({ ctx }, { params }) => ({ delivery: await resendAlert(ctx, params.id) }),
  listAlertDeliveries: ({ ctx }, { query }) => listAlertDeliveries(ctx, query),
} satisfies Partial<Handlers>;

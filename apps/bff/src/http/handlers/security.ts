import { getSecuritySettings, setSecuritySettings } from "../../services/security/settings.ts";
import type { Handlers } from "../route-types.ts";

export const securityHandlers = {
  getSecuritySettings: ({ ctx }) => getSecuritySettings(ctx),
  setSecuritySettings: ({ ctx }, { body }) => setSecuritySettings(ctx, body),
} satisfies Partial<Handlers>;

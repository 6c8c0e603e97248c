import { z } from "zod";

/** What an organization asks of the people in it. */
export const securitySettingsSchema = z.strictObject({
  /** Owners and admins can do nothing in the organization before they have a second factor. */
  managersNeedSecondFactor: z.boolean(),
});

export type SecuritySettings = z.infer<typeof securitySettingsSchema>;

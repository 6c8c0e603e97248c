import { z } from "zod";

/** A moment of a connection, in milliseconds. */
const limitSchema = z.number().int().min(0);

/**
 * Where this server may connect to for a registry. Several organizations can share a server, so what the operator's
 * entries name is not told: only whether there are any, and how they decide about this organization's own registries.
 */
export const outboundPolicySchema = z.object({
  /** What `BERTH_OUTBOUND_ALLOW` opens beyond public https. */
  opened: z.object({ hosts: z.boolean(), networks: z.boolean(), plainText: z.boolean() }),
  limits: z.object({
    resolveMs: limitSchema,
    connectMs: limitSchema,
    tlsMs: limitSchema,
    headersMs: limitSchema,
    requestMs: limitSchema,
  }),
  /** The organization's registries and the hosts they may be reached at. */
  registries: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** One with a star stands for many. */
      hosts: z.array(z.string()),
    }),
  ),
});

export const outboundRules = [
  "public",
  "entry",
  "local-name",
  "loopback",
  "metadata",
  "port",
  "private-address",
  "closed-address",
  "address",
  "no-such-name",
  "no-answer",
] as const;

export const outboundTrialInputSchema = z.strictObject({
  /** `host` or `host:port`, as a registry's host field takes it. */
  host: z.string().min(1, "Enter a host.").max(1_024),
});

export const outboundTrialSchema = z.object({
  /** In the one spelling that is dialled. */
  host: z.string(),
  /** How it reads in its own script, where it is not ASCII. */
  unicode: z.string().nullable(),
  scheme: z.enum(["https", "http"]),
  verdict: z.enum(["allowed", "refused", "unknown"]),
  /** What decided. `address` is one answer for every address that a name may not lead to. */
  rule: z.enum(outboundRules),
});

export type OutboundPolicyView = z.infer<typeof outboundPolicySchema>;
export type OutboundRule = (typeof outboundRules)[number];
export type OutboundTrialInput = z.infer<typeof outboundTrialInputSchema>;
export type OutboundTrialView = z.infer<typeof outboundTrialSchema>;

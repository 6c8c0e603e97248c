import {
  managers,
  type OutboundRule,
  type OutboundTrialInput,
  type OutboundTrialView,
} from "@berth/api-contract";
import type { HostVerdict } from "../../egress/try-host.ts";
import { newId } from "../../ids.ts";
import { requestSlot } from "../checks/limits.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, validationFailed } from "../errors.ts";

/**
 * Whether this server would connect to a host. It tells less than a probe of the address does, and shares its pace:
 * what a name leads to inside this server's network is not for organizations to map.
 */
export async function tryOutboundHost(
  ctx: MemberContext,
  { host }: OutboundTrialInput,
  signal: AbortSignal,
): Promise<OutboundTrialView> {
  requireRole(ctx, managers);
  const { place } = await requestSlot(ctx, ctx.probePace, { host, signal });
  const slot = await place;
  if (!slot.ok) throw new AppError("unavailable", "The request was given up before it was sent.");
  try {
    const owner = { organizationId: ctx.organization.id, registryId: newId("prb") };
    const trial = await ctx.egress.tryHost(owner, host, signal);
    if (!trial.ok) {
      throw validationFailed([{ path: "host", code: trial.code, message: trial.message }]);
    }
    return {
      host: trial.host.text,
      unicode: trial.host.unicode ?? null,
      scheme: trial.scheme,
      verdict: trial.verdict,
      rule: words[trial.rule],
    };
  } finally {
    slot.release();
  }
}

const words: Record<HostVerdict["rule"], OutboundRule> = {
  public: "public",
  entry: "entry",
  "local-name": "local-name",
  "loopback-name": "loopback",
  "loopback-address": "loopback",
  "metadata-name": "metadata",
  port: "port",
  "private-address": "private-address",
  "closed-address": "closed-address",
  address: "address",
  // Decided by what a name leads to, or not at all before a request is sent.
  "plain-text": "address",
  "own-endpoint": "address",
  "too-many-addresses": "address",
  "other-peer": "address",
  "no-such-name": "no-such-name",
  "no-answer": "no-answer",
};

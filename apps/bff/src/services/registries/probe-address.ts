import { managers, type AddressProbe, type AddressProbeInput } from "@berth/api-contract";
import { checkStep } from "@berth/registry-catalog";
import { probeAddress as askAddress, systemClock } from "@berth/registry-client";
import { newId } from "../../ids.ts";
import { requestSlot } from "../checks/limits.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, validationFailed } from "../errors.ts";
import { toIssues } from "./catalog-issues.ts";
import { connectionOf } from "./connection.ts";
import { requireType } from "./registry-type.ts";

/** Asks an address whether a registry answers there, without any credential. */
export async function probeAddress(
  ctx: MemberContext,
  input: AddressProbeInput,
  signal: AbortSignal,
): Promise<AddressProbe> {
  requireRole(ctx, managers);
  const { type, settings, hostRule, host } = readAddress(input);
  const registry = connectionOf({ type, settings, hostRule }, null, host);
  const { place } = await requestSlot(ctx, ctx.probePace, { host, signal });
  const slot = await place;
  if (!slot.ok) throw new AppError("unavailable", "The request was given up before it was sent.");
  const startedAt = ctx.clock();
  try {
    const result = await askAddress({
      host,
      registry,
      transport: ctx.egress.transportFor({
        organizationId: ctx.organization.id,
        registryId: newId("prb"),
      }),
      clock: systemClock,
      signal,
    });
    const durationMs = ctx.clock() - startedAt;
    if (!result.ok) {
      const { code, symptom, remedies } = result.diagnosis;
      return { ...nothing, ok: false, code, message: symptom, remedies, durationMs };
    }
    const { auth, tls } = result;
    const originToPin = auth.scheme === "bearer" ? auth.originToPin : null;
    return {
      ok: true,
      code: "OK",
      message: inWords[auth.scheme],
      remedies: [],
      scheme: auth.scheme,
      realm: auth.scheme === "bearer" ? new URL(auth.realm).origin : null,
      realmNeedsPin: originToPin !== null,
      tls:
        tls === null ? null : { protocol: tls.protocol, validTo: tls.validTo, issuer: tls.issuer },
      durationMs,
    };
  } finally {
    slot.release();
  }
}

const nothing = { scheme: null, realm: null, realmNeedsPin: false, tls: null } as const;

const inWords = {
  none: "A registry answers here, and asks for no sign-in.",
  basic: "A registry answers here. It takes user name and secret directly.",
  bearer: "A registry answers here. It signs clients in with tokens.",
} as const;

function readAddress(input: AddressProbeInput) {
  const type = requireType(input.type);
  const { settings, issues } = checkStep(type, "where", input.settings);
  if (issues.length > 0) throw validationFailed(toIssues(issues));
  const hostRule = type.hostRule(settings);
  if (hostRule === null) {
    const message = "Enter the host first.";
    throw validationFailed([{ path: "settings.host", code: "required", message }]);
  }
  const host = type.defaultHost(settings);
  if (host !== null) return { type, settings, hostRule, host };
  const message =
    "A host with a star stands for many, so there is no one to ask. Check an image of this registry instead.";
  throw validationFailed([{ path: "settings.host", code: "host-star", message }]);
}

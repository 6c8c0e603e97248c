import { managers, type CheckInput } from "@berth/api-contract";
import { hostRuleAllows, parseImage, type ImageReference } from "@berth/image-pattern";
import type { CheckRegistry, Credential } from "@berth/registry-client";
import type { Registry } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { connectionOf, credentialOf } from "../registries/connection.ts";
import { readSecret, readSettings, type PlainForm } from "../registries/form.ts";
import { requireRegistry } from "../registries/get.ts";
import { requireType } from "../registries/registry-type.ts";
import { savedForm } from "../registries/saved-form.ts";
import { openSecret } from "../secrets/open.ts";
import { proofOf } from "../secrets/proof-of.ts";

/** Everything a check needs, made ready before anything is dialled. */
export type CheckSubject = {
  subject: CheckInput["subject"];
  image: ImageReference;
  /** What the registry client needs to know to ask one of the registry's hosts. */
  connectionTo: (host: string) => CheckRegistry;
  credential: Credential;
  /** The saved registry, and the version of its secret that is tested where that is the saved one. */
  registry: Registry | null;
  secretVersion: number | null;
  registryName: string | null;
  /** Says what was tested, where nothing of it is saved yet. */
  proof: string | null;
};

/**
 * Either a saved registry as it is, or everything from the form: never a mix, so that no stored secret
 * can be sent to a host that came with the request.
 */
export async function prepareSubject(ctx: MemberContext, input: CheckInput): Promise<CheckSubject> {
  const image = requireImage(input.image);
  if (input.subject === "registry") return await savedRegistry(ctx, input.registryId, image);
  requireRole(ctx, managers);
  if (input.subject === "form") {
    const form = readSettings(ctx, requireType(input.type), input.settings);
    return await unsaved(ctx, { ...input, form, registry: null, image });
  }
  const registry = await requireRegistry(ctx, input.registryId);
  const form = savedForm(registry);
  return await unsaved(ctx, { ...input, form, registry, name: registry.name, image });
}

async function savedRegistry(
  ctx: MemberContext,
  id: string,
  image: ImageReference,
): Promise<CheckSubject> {
  const registry = await requireRegistry(ctx, id);
  const form = savedForm(registry);
  requireHost(form, image);
  const { secret, version } = await openSecret(ctx, form.type, registry);
  return {
    subject: "registry",
    image,
    connectionTo: (host) => connectionOf(form, registry.name, host),
    credential: credentialOf(ctx, form, secret),
    registry,
    secretVersion: version,
    registryName: registry.name,
    proof: null,
  };
}

async function unsaved(
  ctx: MemberContext,
  given: {
    subject: "form" | "new-secret";
    form: PlainForm;
    secret: Record<string, string>;
    name?: string | undefined;
    registry: Registry | null;
    image: ImageReference;
  },
): Promise<CheckSubject> {
  const form = readSecret(given.form, given.secret);
  requireHost(form, given.image);
  const name = given.name ?? null;
  return {
    subject: given.subject,
    image: given.image,
    connectionTo: (host) => connectionOf(form, name, host),
    credential: credentialOf(ctx, form, form.secret),
    registry: given.registry,
    secretVersion: null,
    registryName: name,
    proof: await proofOf(ctx, form),
  };
}

function requireImage(text: string): ImageReference {
  const result = parseImage(text);
  if (result.ok) return result.image;
  const { code, message, at, fixes } = result;
  throw validationFailed([
    {
      path: "image",
      code,
      message,
      ...(at === undefined ? {} : { at }),
      ...(fixes?.[0] === undefined ? {} : { fix: fixes[0] }),
    },
  ]);
}

function requireHost({ hostRule }: PlainForm, image: ImageReference): void {
  if (hostRuleAllows(hostRule, image.host)) return;
  const own = hostRule.kind === "exact" ? hostRule.hosts.join(", ") : hostRule.pattern;
  throw validationFailed([
    {
      path: "image",
      code: "other-host",
      message: `This image is on ${image.host}, but the registry's host is ${own}. Choose an image of this registry.`,
    },
  ]);
}

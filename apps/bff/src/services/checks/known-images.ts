import {
  hostRuleAllows,
  parseImage,
  type HostRule,
  type ImageReference,
} from "@berth/image-pattern";
import type { CheckBasis, RememberedChallenge } from "@berth/registry-client";
import type { CheckWithTrace, Registry } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { TraceEntry } from "./check-view.ts";

/** An image that this registry's credential has fetched before, and what is remembered of that. */
export type KnownImage = {
  image: ImageReference;
  known: RememberedChallenge | null;
  basis: CheckBasis | null;
};

const imagesMax = 3;

/**
 * What a re-check can ask for, best first: the image that a check fetched last, then images that workers
 * pulled, then the registry's test image. Only images of the registry's own hosts.
 */
export async function knownImages(
  { checks, pulls }: Pick<Store, "checks" | "pulls">,
  registry: Registry,
  hostRule: HostRule,
): Promise<KnownImage[]> {
  const { organizationId, id, testImage } = registry;
  const worked = await checks.lastWorked(organizationId, id);
  const pulled = await pulls.list(organizationId, {
    registryId: id,
    status: "succeeded",
    credential: "handed-out",
    limit: 20,
  });
  const others = [...pulled.rows.map(({ image }) => image), testImage ?? ""].map(unknown);
  const known = [...(worked === null ? [] : [fromCheck(worked)]), ...others]
    .filter((one) => one !== null)
    .filter(({ image }) => hostRuleAllows(hostRule, image.host));
  const names = known.map(({ image }) => nameOf(image));
  return known.filter(({ image }, at) => names.indexOf(nameOf(image)) === at).slice(0, imagesMax);
}

function fromCheck(check: CheckWithTrace): KnownImage | null {
  const found = unknown(check.image);
  const trace = check.trace as TraceEntry[];
  const facts = trace.find((entry) => entry.kind === "facts");
  if (found === null || facts === undefined) return found;
  const at = check.finishedAt ?? check.startedAt;
  const { control, remembered, basis = { at, control, digest: check.digest } } = facts;
  return { ...found, known: remembered, basis };
}

function unknown(text: string): KnownImage | null {
  const parsed = parseImage(text);
  return parsed.ok ? { image: parsed.image, known: null, basis: null } : null;
}

function nameOf({ canonical, tag, digest }: ImageReference): string {
  return `${canonical}:${tag ?? ""}@${digest ?? ""}`;
}

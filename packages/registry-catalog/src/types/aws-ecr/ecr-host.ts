import { awsPartitions, partitionOfRegion, type AwsPartition } from "./regions.ts";

/** How a registry's host is written; one registry, four addresses. */
export const ecrHostForms = ["standard", "fips", "dual-stack", "dual-stack-fips"] as const;
export type EcrHostForm = (typeof ecrHostForms)[number];

export interface EcrHost {
  readonly accountId: string;
  readonly region: string;
  readonly form: EcrHostForm;
  readonly partition: AwsPartition;
}

/** Takes the host of a private ECR registry apart; null for every other host. */
export function parseEcrHost(host: string): EcrHost | null {
  const match = /^(\d{12})\.dkr([.-])ecr(-fips)?\.([a-z0-9-]+)\.([a-z0-9.-]+)$/.exec(host);
  if (match === null) return null;
  const [, accountId = "", separator, fips, region = "", suffix = ""] = match;
  const partition = partitionOfRegion(region);
  const dualStack = separator === "-";
  const wanted = dualStack ? partition?.dualStack?.registry : partition?.suffix;
  if (partition === null || suffix !== wanted) return null;
  const form = dualStack ? (fips ? "dual-stack-fips" : "dual-stack") : fips ? "fips" : "standard";
  return { accountId, region, form, partition };
}

/** The host of an account's registry in a region, or null where the region has no host of this form. */
export function ecrHost(accountId: string, region: string, form: EcrHostForm): string | null {
  const partition = partitionOfRegion(region);
  return partition === null ? null : hostIn(partition, accountId, region, form);
}

/** The host with `*` for the region, in the partition of AWS's usual regions. */
export function ecrWildcardHost(accountId: string, form: EcrHostForm): string | null {
  const partition = awsPartitions.find(({ id }) => id === "aws");
  return partition === undefined ? null : hostIn(partition, accountId, "*", form);
}

/** Is this an ECR host with `*` in its region and nowhere else? */
export function isEcrRegionStar(host: string): boolean {
  const match = /^\d{12}\.dkr([.-])ecr(?:-fips)?\.([a-z0-9*-]+)\.([a-z0-9.-]+)$/.exec(host);
  if (match === null || !match[2]?.includes("*")) return false;
  return awsPartitions.some((partition) =>
    match[1] === "-" ? partition.dualStack?.registry === match[3] : partition.suffix === match[3],
  );
}

/** Where `GetAuthorizationToken` is asked: built from the region, never from an answer or an input. */
export function ecrApiHost({ region, form, partition }: EcrHost): string {
  const fips = form === "fips" || form === "dual-stack-fips";
  if (form.startsWith("dual-stack") && partition.dualStack !== null) {
    return `${fips ? "ecr-fips" : "ecr"}.${region}.${partition.dualStack.api}`;
  }
  return `${fips ? "ecr-fips" : "api.ecr"}.${region}.${partition.suffix}`;
}

/** The regional STS host of the same partition. */
export function stsHost({ region, partition }: Pick<EcrHost, "region" | "partition">): string {
  return `sts.${region}.${partition.suffix}`;
}

function hostIn(
  partition: AwsPartition,
  accountId: string,
  region: string,
  form: EcrHostForm,
): string | null {
  const fips = form === "fips" || form === "dual-stack-fips" ? "-fips" : "";
  if (!form.startsWith("dual-stack")) {
    return `${accountId}.dkr.ecr${fips}.${region}.${partition.suffix}`;
  }
  if (partition.dualStack === null) return null;
  return `${accountId}.dkr-ecr${fips}.${region}.${partition.dualStack.registry}`;
}

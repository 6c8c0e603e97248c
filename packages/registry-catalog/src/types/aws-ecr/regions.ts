/** A group of AWS regions with its own domain and its own accounts. */
export interface AwsPartition {
  /** As in ARNs. */
  readonly id: string;
  readonly label: string;
  /** Form of its region names. */
  readonly region: RegExp;
  readonly suffix: string;
  /** Domain of dual-stack registry hosts and of dual-stack API hosts; null where there are none. */
  readonly dualStack: { readonly registry: string; readonly api: string } | null;
}

/** Such as `eu-west-1`: AWS has always named regions by a point of the compass and one digit. */
function named(prefix: string): RegExp {
  return new RegExp(`^${prefix}(?:central|(?:north|south)(?:east|west)?|east|west)-\\d$`);
}

// From botocore's partitions.json and the ECR host expression of AWS's credential helper, 2026.
// Dual-stack registry hosts of the European Sovereign Cloud are not documented anywhere, so it has none here.
export const awsPartitions: readonly AwsPartition[] = [
  {
    id: "aws-cn",
    label: "China",
    region: named("cn-"),
    suffix: "amazonaws.com.cn",
    dualStack: { registry: "on.amazonwebservices.com.cn", api: "api.amazonwebservices.com.cn" },
  },
  {
    id: "aws-us-gov",
    label: "GovCloud",
    region: named("us-gov-"),
    suffix: "amazonaws.com",
    dualStack: { registry: "on.aws", api: "api.aws" },
  },
  {
    id: "aws-iso",
    label: "ISO",
    region: named("us-iso-"),
    suffix: "c2s.ic.gov",
    dualStack: null,
  },
  {
    id: "aws-iso-b",
    label: "ISOB",
    region: named("us-isob-"),
    suffix: "sc2s.sgov.gov",
    dualStack: null,
  },
  {
    id: "aws-iso-e",
    label: "ISOE",
    region: named("eu-isoe-"),
    suffix: "cloud.adc-e.uk",
    dualStack: null,
  },
  {
    id: "aws-iso-f",
    label: "ISOF",
    region: named("us-isof-"),
    suffix: "csp.hci.ic.gov",
    dualStack: null,
  },
  {
    id: "aws-eusc",
    label: "European Sovereign Cloud",
    region: named("eusc-[a-z]{2}-"),
    suffix: "amazonaws.eu",
    dualStack: null,
  },
  {
    id: "aws",
    label: "AWS",
    region: named("(?:us|eu|ap|sa|ca|me|af|il|mx)-"),
    suffix: "amazonaws.com",
    dualStack: { registry: "on.aws", api: "api.aws" },
  },
];

/** The partition that a region belongs to by the form of its name; null where it has no such form. */
export function partitionOfRegion(region: string): AwsPartition | null {
  return awsPartitions.find((partition) => partition.region.test(region)) ?? null;
}

/** Regions to choose from. AWS opens new ones, so a name of the right form is accepted with a warning. */
export const awsRegions: ReadonlyMap<string, string> = new Map([
  ["us-east-1", "US East (N. Virginia)"],
  ["us-east-2", "US East (Ohio)"],
  ["us-west-1", "US West (N. California)"],
  ["us-west-2", "US West (Oregon)"],
  ["af-south-1", "Africa (Cape Town)"],
  ["ap-east-1", "Asia Pacific (Hong Kong)"],
  ["ap-east-2", "Asia Pacific (Taipei)"],
  ["ap-south-1", "Asia Pacific (Mumbai)"],
  ["ap-south-2", "Asia Pacific (Hyderabad)"],
  ["ap-southeast-1", "Asia Pacific (Singapore)"],
  ["ap-southeast-2", "Asia Pacific (Sydney)"],
  ["ap-southeast-3", "Asia Pacific (Jakarta)"],
  ["ap-southeast-4", "Asia Pacific (Melbourne)"],
  ["ap-southeast-5", "Asia Pacific (Malaysia)"],
  ["ap-southeast-6", "Asia Pacific (New Zealand)"],
  ["ap-southeast-7", "Asia Pacific (Thailand)"],
  ["ap-northeast-1", "Asia Pacific (Tokyo)"],
  ["ap-northeast-2", "Asia Pacific (Seoul)"],
  ["ap-northeast-3", "Asia Pacific (Osaka)"],
  ["ca-central-1", "Canada (Central)"],
  ["ca-west-1", "Canada West (Calgary)"],
  ["eu-central-1", "Europe (Frankfurt)"],
  ["eu-central-2", "Europe (Zurich)"],
  ["eu-west-1", "Europe (Ireland)"],
  ["eu-west-2", "Europe (London)"],
  ["eu-west-3", "Europe (Paris)"],
  ["eu-north-1", "Europe (Stockholm)"],
  ["eu-south-1", "Europe (Milan)"],
  ["eu-south-2", "Europe (Spain)"],
  ["il-central-1", "Israel (Tel Aviv)"],
  ["me-central-1", "Middle East (UAE)"],
  ["me-south-1", "Middle East (Bahrain)"],
  ["mx-central-1", "Mexico (Central)"],
  ["sa-east-1", "South America (São Paulo)"],
  ["cn-north-1", "China (Beijing)"],
  ["cn-northwest-1", "China (Ningxia)"],
  ["us-gov-east-1", "AWS GovCloud (US-East)"],
  ["us-gov-west-1", "AWS GovCloud (US-West)"],
  ["eusc-de-east-1", "European Sovereign Cloud (Brandenburg)"],
  ["us-iso-east-1", "US ISO East"],
  ["us-iso-west-1", "US ISO West"],
  ["us-isob-east-1", "US ISOB East (Ohio)"],
  ["us-isob-west-1", "US ISOB West"],
  ["eu-isoe-west-1", "EU ISOE West"],
  ["us-isof-east-1", "US ISOF East"],
  ["us-isof-south-1", "US ISOF South"],
]);

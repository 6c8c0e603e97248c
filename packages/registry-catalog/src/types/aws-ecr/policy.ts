import { flagSetting, listSetting, type Settings } from "../../values.ts";
import { partitionOfRegion } from "./regions.ts";

const pullActions = [
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "ecr:BatchCheckLayerAvailability",
];
const listActions = ["ecr:DescribeRepositories", "ecr:DescribeImages", "ecr:ListImages"];

/** The smallest identity policy that pulls: the named repositories, and sign-in, which has no resource. */
export function pullPolicy(settings: Settings): unknown {
  const actions = flagSetting(settings, "listing") ? [...pullActions, ...listActions] : pullActions;
  const arns = repositoryArns(settings);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PullFromECR",
        Effect: "Allow",
        Action: actions,
        Resource: arns.length === 1 ? arns[0] : arns,
      },
      { Sid: "SignInToECR", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    ],
  };
}

/** What the repository itself has to allow where the identity lives in another account. */
export function repositoryPolicy(): unknown {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PullFromOtherAccount",
        Effect: "Allow",
        Principal: { AWS: "arn:{partition}:iam::{principal}:root" },
        Action: pullActions,
      },
    ],
  };
}

/** Lets Berth's own role assume the role, and only with this organization's external id. */
export function trustPolicy(): unknown {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "{server}" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "{externalId}" } },
      },
    ],
  };
}

/** The partition of the registry's regions, as ARNs name it. */
export function partitionId(settings: Settings): string {
  return partitionOfRegion(listSetting(settings, "regions")[0] ?? "")?.id ?? "aws";
}

function repositoryArns(settings: Settings): string[] {
  const regions = listSetting(settings, "regions");
  const repositories = listSetting(settings, "repositories");
  const known = regions.length === 0 ? ["{region}"] : regions.includes("*") ? ["*"] : regions;
  const paths = repositories.length === 0 ? ["*"] : repositories;
  return known.flatMap((region) =>
    paths.map((path) => `arn:{partition}:ecr:${region}:{account}:repository/${path}`),
  );
}

import type { TypeName } from "../../type-name.ts";

export const awsEcrName = {
  slug: "aws-ecr",
  name: "AWS ECR",
  shortName: "AWS ECR",
  place: 10,
} as const satisfies TypeName;

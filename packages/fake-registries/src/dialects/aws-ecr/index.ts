import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { mayPull } from "../../accounts.ts";
import { readAuthorization } from "../../server/authorization.ts";
import { registryError } from "../../server/errors.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import type { World } from "../../world.ts";
import type { Dialect, OpenDialect, RegistryCall } from "../dialect.ts";
import { answerEcrApi } from "./ecr-api.ts";
import { fakeAccountId, Principals, type Principal } from "./principals.ts";
import { answerIam } from "./iam.ts";
import { addMachineRoutes } from "./machine.ts";
import { answerSts } from "./sts.ts";

const regions = ["eu-west-1", "eu-north-1", "us-east-1"] as const;
const usualRegion = regions[0];

/**
 * AWS ECR with its API and STS. An account's user name is an access key ID and its secret the key; one
 * whose user name is a role's ARN is a role, and its secret the external id that its trust policy asks
 * for, if any. Without the vendor's names, every request counts for one region.
 */
export const awsEcr: Dialect = {
  name: "aws-ecr",
  about: "as AWS ECR: passwords from a signed API call, roles, regions",
  names: {
    registry: regions.flatMap((region) => [
      `${fakeAccountId}.dkr.ecr.${region}.amazonaws.com`,
      `${fakeAccountId}.dkr-ecr.${region}.on.aws`,
    ]),
    elsewhere: regions
      .flatMap((region) => [
        `api.ecr.${region}.amazonaws.com`,
        `ecr.${region}.api.aws`,
        `sts.${region}.amazonaws.com`,
      ])
      .concat("iam.amazonaws.com"),
  },
  open,
};

type Password = { owner: Principal; region: string; until: number };

function open(world: World): OpenDialect {
  const principals = new Principals(world);
  const sold = new Map<string, Password>();
  const passwords = {
    issue: (owner: Principal, region: string, until: number) => {
      const password = randomBytes(750).toString("base64");
      sold.set(password, { owner, region, until });
      return password;
    },
  };
  return {
    authorize: async (c, call) => {
      const presented = readAuthorization(c.req.header("authorization"));
      if (presented.scheme !== "basic") return unauthorized(c);
      const password = presented.username === "AWS" ? sold.get(presented.secret) : undefined;
      if (password === undefined) return unauthorized(c);
      const region = regionOf(c) ?? usualRegion;
      // A password of another region is answered as one that has run out.
      if (password.until < Date.now() || password.region !== region) return passwordExpired();
      if (call.kind === "base") return null;
      if (!world.store.has(call.repository)) return missing(call.repository);
      return mayPull(world.access, password.owner.account, call.repository)
        ? null
        : mayNotPull(password.owner.arn, region, call.repository);
    },
    after: (_c, call, answer) =>
      call.kind === "manifest" && answer.status === 404
        ? registryError(404, "MANIFEST_UNKNOWN", "Requested image not found")
        : answer,
    addRoutes: (_registry, elsewhere) => {
      elsewhere.post("/", (c) => {
        const region = regionOf(c);
        const host = c.req.header("host") ?? "";
        if (host.startsWith("iam.")) return answerIam(c, principals);
        return c.req.header("x-amz-target") === undefined
          ? answerSts(c, principals, region)
          : answerEcrApi(c, { principals, passwords, region });
      });
    },
    addMachineRoutes: (machine) => addMachineRoutes(machine, principals),
  };
}

/** The region in the host that was asked; null where it was asked under no name of AWS's. */
function regionOf(c: Context<FakeEnv>): string | null {
  const host = c.req.header("host") ?? "";
  return regions.find((region) => host.includes(`.${region}.`)) ?? null;
}

function unauthorized(c: Context<FakeEnv>): Response {
  const host = c.req.header("host") ?? "";
  return new Response("Not Authorized\n", {
    status: 401,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "docker-distribution-api-version": "registry/2.0",
      "www-authenticate": `Basic realm="https://${host}/",service="ecr.amazonaws.com"`,
    },
  });
}

export function passwordExpired(): Response {
  const message = "Your authorization token has expired. Reauthenticate and try again.";
  return registryError(403, "DENIED", message);
}

function missing(repository: string): Response {
  return registryError(
    404,
    "NAME_UNKNOWN",
    `The repository with name '${repository}' does not exist in the registry with id '${fakeAccountId}'`,
  );
}

export function mayNotPull(arn: string, region: string, repository: RegistryName): Response {
  const resource = `arn:aws:ecr:${region}:${fakeAccountId}:repository/${repository}`;
  const message = `User: ${arn} is not authorized to perform: ecr:BatchGetImage on resource: ${resource} because no identity-based policy allows the ecr:BatchGetImage action`;
  return registryError(403, "DENIED", message);
}

type RegistryName = Extract<RegistryCall, { repository: string }>["repository"];

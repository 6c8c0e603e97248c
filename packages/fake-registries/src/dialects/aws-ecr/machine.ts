import { randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import type { FakeEnv } from "../../server/fake-env.ts";
import type { Principals } from "./principals.ts";

/** What the agents of ECS and EKS want to be shown, and where they answer. */
export const containerToken = "fake-container-token";
export const containerPath = "/v1/credentials";

const hours6 = 6 * 3600;
const roles = "/latest/meta-data/iam/security-credentials/";

/**
 * The metadata service of an EC2 instance in its version 2, and the agent of a container: both hand out a
 * session of the machine's role. A request without a session of the service is refused, as by instances
 * that allow version 2 only.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-v2-how-it-works.html
 */
export function addMachineRoutes(machine: Hono<FakeEnv>, principals: Principals): void {
  const opened = new Set<string>();
  machine.put("/latest/api/token", (c) => {
    const seconds = Number(c.req.header("x-aws-ec2-metadata-token-ttl-seconds"));
    if (!(seconds >= 1 && seconds <= 21_600)) return c.text("Bad Request", 400);
    const token = randomBytes(40).toString("base64url");
    opened.add(token);
    return c.text(token);
  });
  const known = (c: Context<FakeEnv>) => opened.has(c.req.header("x-aws-ec2-metadata-token") ?? "");
  machine.get(roles, (c) => {
    if (!known(c)) return c.text("Unauthorized", 401);
    const name = roleName(principals);
    return name === null ? c.text("Not Found", 404) : c.text(name);
  });
  machine.get(`${roles}:name`, (c) => {
    if (!known(c)) return c.text("Unauthorized", 401);
    const session = sessionOf(principals, "i-0fa4e0fa4e0fa4e00");
    const asked = c.req.param("name");
    if (session === null || asked !== roleName(principals)) return c.text("Not Found", 404);
    return c.json({ Code: "Success", Type: "AWS-HMAC", ...session });
  });
  machine.get(containerPath, (c) => {
    if (c.req.header("authorization") !== containerToken) return c.text("Unauthorized", 401);
    const session = sessionOf(principals, "fake-task");
    return session === null ? c.text("Not Found", 404) : c.json(session);
  });
}

function roleName(principals: Principals): string | null {
  return principals.machineRole()?.username.split("/").at(-1) ?? null;
}

function sessionOf(principals: Principals, name: string) {
  const role = principals.machineRole();
  if (role === null) return null;
  const session = principals.startSession(role, name, Date.now(), hours6);
  return {
    RoleArn: role.username,
    AccessKeyId: session.keyId,
    SecretAccessKey: session.secret,
    Token: session.sessionToken,
    Expiration: new Date(session.expiresAt).toISOString().replace(/\.\d{3}/, ""),
  };
}

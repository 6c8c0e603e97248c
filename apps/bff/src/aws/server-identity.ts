import { createMachineIdentity, type Environment } from "@berth/aws-identity";
import type { ServerRoleUse } from "@berth/registry-catalog";
import {
  askThrough,
  findCallerArn,
  systemClock,
  type OwnAws,
  type Transport,
} from "@berth/registry-client";

/** The AWS identity of the server itself. Looked for only once it is asked for, and only where it may be used. */
export type ServerIdentity = {
  /** What the operator allows. */
  use: ServerRoleUse;
  /** For a registry that signs in with it; undefined where the operator refuses. */
  own: OwnAws | undefined;
  /** Its ARN as a trust policy names it, or why there is none to tell. */
  describe(): Promise<{ arn: string | null; problem: string | null }>;
};

export type ServerIdentityOptions = {
  use: ServerRoleUse;
  environment: Environment;
  /** The way out to STS. Addresses of the machine itself are asked without it. */
  transport: Transport;
};

export function createServerIdentity({
  use,
  environment,
  transport,
}: ServerIdentityOptions): ServerIdentity {
  if (use === "refuse") {
    return { use, own: undefined, describe: async () => ({ arn: null, problem: null }) };
  }
  const machine = createMachineIdentity({ environment, askSts: askThrough(transport) });
  const arns = new Map<string, string>();
  return {
    use,
    own: {
      of: "server",
      find: async () => {
        const found = await machine.read();
        if (!found.ok) return found;
        const { keys, expiresAt } = found;
        return { ok: true, keys, expiresAt, asItIs: use === "allow" };
      },
    },
    describe: async () => {
      const found = await machine.read();
      if (!found.ok) return { arn: null, problem: found.message };
      const { accessKeyId } = found.keys;
      const known = arns.get(accessKeyId);
      if (known !== undefined) return { arn: known, problem: null };
      const region = environment["AWS_REGION"] || environment["AWS_DEFAULT_REGION"] || "us-east-1";
      const { keys } = found;
      const arn = await findCallerArn({ keys, region, transport, clock: systemClock });
      if (arn === null) return { arn: null, problem: "STS didn't say whose keys this server has." };
      // Keys of a role change every few hours; only the newest ones are worth remembering.
      arns.clear();
      arns.set(accessKeyId, arn);
      return { arn, problem: null };
    },
  };
}

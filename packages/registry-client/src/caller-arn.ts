import { partitionOfRegion } from "@berth/registry-catalog";
import { Session } from "./check/session.ts";
import type { Clock } from "./clock.ts";
import { createRedactor } from "./redact.ts";
import { callerArn, principalArn } from "./sign-in/aws-caller.ts";
import type { AwsKeys } from "./sign-in/aws-signature.ts";
import type { Transport } from "./transport.ts";

/**
 * The ARN of the user or role that these keys belong to, as a trust policy names it; of a role without its
 * path, which AWS doesn't tell. Null where AWS didn't answer. `region` says which STS is asked.
 */
export async function findCallerArn(input: {
  keys: AwsKeys;
  region: string;
  transport: Transport;
  clock: Clock;
}): Promise<string | null> {
  const { keys, region, transport, clock } = input;
  const partition = partitionOfRegion(region);
  if (partition === null) return null;
  const redactor = createRedactor([keys.secretAccessKey, keys.sessionToken ?? ""]);
  const session = new Session({ transport, clock, redactor });
  try {
    const arn = await callerArn(
      (request) => session.send({ ...request, purpose: "sign-in" }),
      { region, partition },
      keys,
      clock.now(),
    );
    return arn === null ? null : principalArn(arn);
  } finally {
    session.close();
  }
}

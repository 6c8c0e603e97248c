import { stsHost, type EcrHost } from "@berth/registry-catalog";
import { element, postForm, xmlOf } from "./aws-form.ts";
import type { AwsKeys } from "./aws-signature.ts";
import type { SignInContext } from "./sign-in.ts";

/**
 * The ARN that AWS knows keys by; null where it didn't say. Every key may ask this, whatever its policy.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerArn(
  send: SignInContext["send"],
  place: Pick<EcrHost, "region" | "partition">,
  keys: AwsKeys,
  nowMs: number,
): Promise<string | null> {
  const sent = await postForm(send, {
    service: "sts",
    region: place.region,
    host: stsHost(place),
    keys,
    nowMs,
    form: { Action: "GetCallerIdentity", Version: "2011-06-15" },
  });
  const arn = element(xmlOf(sent) ?? "", "Arn");
  return /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]{1,600}$/.test(arn) ? arn : null;
}

/** The role behind a session's ARN, as policies name it, as far as it has no path; any other ARN as it is. */
export function principalArn(arn: string): string {
  return arn.replace(
    /^(arn:aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/,
    "$1:iam::$2:role/$3",
  );
}

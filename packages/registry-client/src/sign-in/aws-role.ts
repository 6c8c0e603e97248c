import { stsHost, type EcrHost } from "@berth/registry-catalog";
import { element, postForm, xmlOf } from "./aws-form.ts";
import type { AwsKeys } from "./aws-signature.ts";
import type { SignInContext } from "./sign-in.ts";

export type AssumedRole = { keys: AwsKeys; expiresAt: number };

const sessionSeconds = 3600;

/**
 * Assumes a role with the organization's own external id, at the regional STS of the partition.
 * Null where STS gave no session; the last exchange says why.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function assumeRole(
  { send, hide, nowMs }: Pick<SignInContext, "send" | "hide" | "nowMs">,
  place: EcrHost,
  own: AwsKeys,
  /** Without an external id only to find out whether the role asks for one. */
  role: { arn: string; externalId: string | null },
): Promise<AssumedRole | null> {
  const sent = await postForm(send, {
    service: "sts",
    region: place.region,
    host: stsHost(place),
    keys: own,
    nowMs,
    form: {
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: role.arn,
      RoleSessionName: "berth-pull",
      ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
      DurationSeconds: String(sessionSeconds),
    },
  });
  const xml = xmlOf(sent);
  if (xml === null) return null;
  const accessKeyId = element(xml, "AccessKeyId");
  const secretAccessKey = element(xml, "SecretAccessKey");
  const sessionToken = element(xml, "SessionToken");
  const expiresAt = Date.parse(element(xml, "Expiration"));
  for (const secret of [secretAccessKey, sessionToken]) hide(secret);
  if (accessKeyId === "" || secretAccessKey === "" || sessionToken === "") return null;
  if (Number.isNaN(expiresAt)) return null;
  return { keys: { accessKeyId, secretAccessKey, sessionToken }, expiresAt };
}
